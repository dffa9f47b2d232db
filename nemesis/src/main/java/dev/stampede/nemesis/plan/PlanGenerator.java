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
 * <p>The n-th step of a family has the id {@code family-n}. Its type, its duration within the type's range and its
 * distance from the previous step are hashes of that id. Therefore another family in the plan does not change them; it
 * changes only the times of the steps.
 *
 * <p>Times are assigned in rounds, one step per request and round. A step gets the earliest time at which it fits:
 * after the last step of its own family, and such that the faults that are active at that time leave a quorum. A fault
 * that takes the quorum on purpose never overlaps another fault that affects members. In a chaos phase of {@value
 * #ROOM_FROM_MILLIS} ms and more, at least half of the faults also have room after their heal: no other fault begins until the time
 * in which clients must recover is over, so that a heal can be judged. The first two rounds must fit into the chaos phase; if
 * they do not, the generator uses shorter durations, and then less room.
 */
final class PlanGenerator {
    private static final int LEAST_ROUNDS = 2;
    private static final int MOST_ROUNDS = 60;
    private static final double[] STRETCHES = {1, 0.75, 0.5, 0.25, 0};
    private static final double[] ROOMS = {1, 0.75, 0.5, 0.25};
    private static final long ROOM_FROM_MILLIS = 30_000;
    private static final long MOST_GAP_MILLIS = 2_500;
    private static final long GRID_MILLIS = 50;
    private static final long SPREAD_MILLIS = 250;

    private final Seed runSeed;
    private final Seed seed;
    private final List<FaultRequest> requests;
    private final Duration chaos;
    private final EnsembleFacts facts;
    /** How long no fault begins after at least half of the heals, in milliseconds; 0 for no such time. */
    private long room;

    PlanGenerator(Seed seed, List<FaultRequest> requests, Duration chaos, EnsembleFacts facts) {
        this.runSeed = seed;
        this.seed = seed.fork("plan");
        this.facts = facts;
        this.chaos = chaos;
        this.requests = supported(requests, facts);
    }

    /** The requests with the types that the ensemble supports. A named type that it does not support is an error. */
    private static List<FaultRequest> supported(List<FaultRequest> requests, EnsembleFacts facts) {
        List<String> problems = new ArrayList<>();
        List<FaultRequest> supported = new ArrayList<>();
        for (FaultRequest request : requests) {
            List<String> obstacles = request.types().stream()
                    .flatMap(type -> type.obstacle(facts).stream())
                    .toList();
            List<FaultType> left = request.types().stream()
                    .filter(type -> type.obstacle(facts).isEmpty())
                    .toList();
            if (left.isEmpty() || (request.named() && !obstacles.isEmpty())) {
                problems.addAll(obstacles);
            }
            supported.add(request.only(left));
        }
        InvalidPlanException.throwIfAny(problems);
        return supported;
    }

    Plan generate() {
        List<PlanStep> steps = leastRounds();
        fill(steps);
        Plan plan = new Plan(runSeed.value(), chaos, steps, Plans.healOrder(runSeed, steps));
        InvalidPlanException.throwIfAny(plan.obstacles(facts));
        return plan;
    }

    /** The first two rounds, and the room that they leave, which the later ones leave as well. */
    private List<PlanStep> leastRounds() {
        if (chaos.toMillis() >= ROOM_FROM_MILLIS) {
            for (double part : ROOMS) {
                List<PlanStep> steps = roundsWithRoom(Math.round((facts.recoveryMillis() + leastGap()) * part));
                if (!steps.isEmpty()) {
                    return steps;
                }
            }
        }
        room = 0;
        long least = 0;
        for (double stretch : STRETCHES) {
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

    /** The first two rounds with so much room; empty if they do not fit. Sets the room for the later rounds. */
    private List<PlanStep> roundsWithRoom(long millis) {
        room = millis;
        for (double stretch : STRETCHES) {
            List<PlanStep> steps = leastRounds(stretch);
            if (end(steps) <= chaos.toMillis()) {
                return steps;
            }
        }
        for (double stretch : STRETCHES) {
            room = 0;
            List<PlanStep> close = leastRounds(stretch);
            room = millis;
            List<PlanStep> steps = end(close) > chaos.toMillis()
                    ? List.of()
                    : HealRoom.spread(close, room, leastGap(), SPREAD_MILLIS, chaos.toMillis(), this::allows);
            if (!steps.isEmpty() && HealRoom.of(steps, room).enough()) {
                return steps;
            }
        }
        return List.of();
    }

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

    /** A family ends with its first step that ends too late, so that no number is left out. */
    private void fill(List<PlanStep> steps) {
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
        long own = placed.stream()
                .filter(s -> s.type().family().equals(request.family()))
                .mapToLong(s -> s.end().toMillis())
                .max()
                .orElse(0);
        long start = own + leastGap() + Math.round(MOST_GAP_MILLIS * choices.unit("gap") * stretch);
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

    /** How long the ensemble is left undisturbed between two faults that it does not tolerate at once. */
    private long leastGap() {
        var settings = facts.settingsOrAssumed();
        return Math.min(5_000, Math.max(500, (long) settings.initLimit() * settings.tickTimeMillis() / 2));
    }

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
