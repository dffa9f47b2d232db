package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.QuorumEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a random plan.
 *
 * <p>The n-th step of a family has the id {@code family-n}. A hash of this id determines the step's type, its duration
 * within the type's range and its distance from the previous step of the family. Therefore a further family in the plan
 * changes the times of the steps, but not these values.
 *
 * <p>Times are assigned in rounds, one step per request and round. A step gets the earliest time at which it fits:
 * after the last step of its own family, and such that the faults that are active at that time leave a quorum. A fault
 * that takes the quorum on purpose never overlaps another fault that affects members. In a chaos phase of at least
 * {@value #ROOM_FROM_MILLIS} ms, at least half of the heals have room ({@link HealRoom}): no other fault begins before
 * the recovery budget of the clients is over, so that the check {@code recovery} can judge the heal. The first two
 * rounds must fit into the chaos phase. If they do not fit, the generator shortens the durations first, then the room,
 * and at last leaves no room.
 */
final class PlanGenerator {
    private static final int LEAST_ROUNDS = 2;
    private static final int MOST_ROUNDS = 60;
    /** The tried parts of the types' duration ranges and of the gaps. */
    private static final double[] STRETCH_FACTORS = {1, 0.75, 0.5, 0.25, 0};
    /** The tried parts of the recovery budget as room. */
    private static final double[] ROOM_FACTORS = {1, 0.75, 0.5, 0.25};
    /** The chaos phase from which a plan leaves room. */
    private static final long ROOM_FROM_MILLIS = 30_000;
    /** The largest random part of the gap between two steps of a family. */
    private static final long MOST_GAP_MILLIS = 2_500;
    /** The distance between two tried times of a step. */
    private static final long GRID_MILLIS = 50;
    /** The distance between two tried times when steps are moved to make room. */
    private static final long SPREAD_MILLIS = 250;

    private final Seed runSeed;
    private final Seed seed;
    private final List<FaultRequest> requests;
    private final Duration chaos;
    private final EnsembleFacts facts;
    /** The time after at least half of the heals in which no other fault begins, in milliseconds; 0 for none. */
    private long room;

    PlanGenerator(Seed seed, List<FaultRequest> requests, Duration chaos, EnsembleFacts facts) {
        this.runSeed = seed;
        this.seed = seed.fork("plan");
        this.facts = facts;
        this.chaos = chaos;
        this.requests = supported(requests, facts);
    }

    /** The requests, each with the types that the ensemble supports. An unsupported named type is an error. */
    private static List<FaultRequest> supported(List<FaultRequest> requests, EnsembleFacts facts) {
        List<String> problems = new ArrayList<>();
        List<FaultRequest> supported = new ArrayList<>();
        for (FaultRequest request : requests) {
            List<String> obstacles = request.types().stream()
                    .flatMap(type -> type.obstacle(facts).stream())
                    .toList();
            List<FaultType> possible = request.types().stream()
                    .filter(type -> type.obstacle(facts).isEmpty())
                    .toList();
            if (possible.isEmpty() || (request.named() && !obstacles.isEmpty())) {
                problems.addAll(obstacles);
            }
            supported.add(request.only(possible));
        }
        InvalidPlanException.throwIfAny(problems);
        return supported;
    }

    Plan generate() {
        List<PlanStep> steps = leastRounds();
        addRounds(steps);
        Plan plan = new Plan(runSeed.value(), chaos, steps, Plans.healOrder(runSeed, steps));
        InvalidPlanException.throwIfAny(plan.obstacles(facts));
        return plan;
    }

    /** The first two rounds. Sets the room for these and the later rounds. */
    private List<PlanStep> leastRounds() {
        if (chaos.toMillis() >= ROOM_FROM_MILLIS) {
            for (double part : ROOM_FACTORS) {
                List<PlanStep> steps = roundsWithRoom(Math.round((facts.recoveryMillis() + leastGap()) * part));
                if (!steps.isEmpty()) {
                    return steps;
                }
            }
        }
        room = 0;
        long least = 0;
        for (double stretch : STRETCH_FACTORS) {
            List<PlanStep> steps = leastRounds(stretch);
            least = end(steps);
            if (least <= chaos.toMillis()) {
                return steps;
            }
        }
        throw new InvalidPlanException(List.of(
                "a chaos phase of %s is too short for two faults of each of %s that end within it; the least is %d s (--time %ds)"
                        .formatted(
                                WholeMillis.text(chaos),
                                requests.stream().map(FaultRequest::family).toList(),
                                (least + 999) / 1_000,
                                (least + 999) / 1_000)));
    }

    /** The first two rounds with this room; empty if they do not fit. Sets the room for these and the later rounds. */
    private List<PlanStep> roundsWithRoom(long millis) {
        room = millis;
        for (double stretch : STRETCH_FACTORS) {
            List<PlanStep> steps = leastRounds(stretch);
            if (end(steps) <= chaos.toMillis()) {
                return steps;
            }
        }
        for (double stretch : STRETCH_FACTORS) {
            room = 0;
            List<PlanStep> withoutRoom = leastRounds(stretch);
            room = millis;
            List<PlanStep> steps = end(withoutRoom) > chaos.toMillis()
                    ? List.of()
                    : HealRoom.spread(withoutRoom, room, leastGap(), SPREAD_MILLIS, chaos.toMillis(), this::allows);
            if (!steps.isEmpty() && HealRoom.of(steps, room).enough()) {
                return steps;
            }
        }
        return List.of();
    }

    /** Whether the step keeps the order and the least gap of its family, and fits beside the other steps. */
    private boolean allows(List<PlanStep> others, PlanStep step) {
        long from = step.offset().toMillis();
        long to = step.end().toMillis();
        for (PlanStep other : others) {
            if (other.type().family().equals(step.type().family())
                    && (number(other) < number(step)
                            ? other.end().toMillis() + leastGap() > from
                            : to + leastGap() > other.offset().toMillis())) {
                return false;
            }
        }
        return fits(others, step.type(), from, to);
    }

    private static int number(PlanStep step) {
        return Integer.parseInt(step.id().substring(step.type().family().length() + 1));
    }

    private List<PlanStep> leastRounds(double stretch) {
        List<PlanStep> steps = new ArrayList<>();
        for (int round = 1; round <= LEAST_ROUNDS; round++) {
            for (FaultRequest request : requests) {
                steps.add(place(steps, request, round, stretch));
            }
        }
        return steps;
    }

    private static long end(List<PlanStep> steps) {
        return steps.stream().mapToLong(s -> s.end().toMillis()).max().orElse(0);
    }

    /** Adds further rounds. A family whose next step ends too late gets no more steps, so its numbers have no gap. */
    private void addRounds(List<PlanStep> steps) {
        List<FaultRequest> open = new ArrayList<>(requests);
        for (int round = LEAST_ROUNDS + 1; round <= MOST_ROUNDS; round++) {
            for (FaultRequest request : List.copyOf(open)) {
                PlanStep step = place(steps, request, round, 1);
                if (step.end().compareTo(chaos) <= 0 && steps.size() < Plan.MOST_STEPS) {
                    steps.add(step);
                } else {
                    open.remove(request);
                }
            }
        }
    }

    private PlanStep place(List<PlanStep> placed, FaultRequest request, int number, double stretch) {
        String id = request.family() + "-" + number;
        SeededChoices choices = new SeededChoices(seed, id, 0);
        FaultType type = choices.oneOf("shape", request.types());
        Duration length = type.durations(facts).at(choices.unit("length"), stretch);
        long familyEnd = placed.stream()
                .filter(s -> s.type().family().equals(request.family()))
                .mapToLong(s -> s.end().toMillis())
                .max()
                .orElse(0);
        long start = familyEnd + leastGap() + Math.round(MOST_GAP_MILLIS * choices.unit("gap") * stretch);
        HealRoom rooms = HealRoom.of(placed, room);
        while ((room > 0 && !rooms.enoughWith(start, start + length.toMillis()))
                || !fits(placed, type, start, start + length.toMillis())) {
            start += GRID_MILLIS;
        }
        return new PlanStep(
                id,
                type,
                request.targetOf(type),
                new StepTrigger.AtTime(Duration.ofMillis(start)),
                new StepEnd.Lasting(length));
    }

    /** The least time between two faults of one family or two faults that take the quorum together, in milliseconds. */
    private long leastGap() {
        var settings = facts.settingsOrAssumed();
        return Math.min(5_000, Math.max(500, (long) settings.initLimit() * settings.tickTimeMillis() / 2));
    }

    /** Whether a fault of this type fits at this time: it overlaps no placed step, or together they leave a quorum. */
    private boolean fits(List<PlanStep> placed, FaultType type, long from, long to) {
        if (!type.scope().affectsMembers()) {
            return true;
        }
        long gap = leastGap();
        boolean alone = true;
        boolean quorumTaken = type.quorumEffect() == QuorumEffect.QUORUM;
        int taken = type.quorumEffect().members(facts.voters());
        for (PlanStep step : placed) {
            if (step.type().scope().affectsMembers()
                    && step.offset().toMillis() < to + gap
                    && from < step.end().toMillis() + gap) {
                QuorumEffect effect = step.type().quorumEffect();
                alone = false;
                quorumTaken |= effect == QuorumEffect.QUORUM;
                taken += effect.members(facts.voters());
            }
        }
        return alone || (!quorumTaken && taken <= facts.tolerated());
    }
}
