package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.FaultShape.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a plan.
 *
 * <p>The n-th atom of a family is always called {@code family-n}, and its shape, its length within the range of the
 * shape, and its distance from the one before are hashes of that name; so another family changes none of these, only
 * the places in time that the atoms take. Places are given out in rounds, one atom of each wish a round, each at the
 * earliest time at which it fits: after the last of its own family, and where all the members that faults take out at
 * that time are not more than the ensemble can do without. A shape that takes the quorum on purpose has its time alone
 * among those that befall members. The first two rounds must fit; the ranges of lengths are narrowed until they do.
 */
final class PlanGenerator {
    private static final int LEAST_ROUNDS = 2;
    private static final int MOST_ROUNDS = 60;
    private static final double[] STRETCHES = {1, 0.75, 0.5, 0.25, 0};
    private static final long MOST_GAP_MILLIS = 2_500;
    private static final long STEP_MILLIS = 50;

    private final Seed runSeed;
    private final Seed seed;
    private final List<FaultRequest> wishes;
    private final Duration chaos;
    private final EnsembleFacts facts;

    PlanGenerator(Seed seed, List<FaultRequest> wishes, Duration chaos, EnsembleFacts facts) {
        this.runSeed = seed;
        this.seed = seed.fork("plan");
        this.facts = facts;
        this.chaos = chaos;
        this.wishes = possible(wishes, facts);
    }

    /** The wishes with the shapes that can be done; a wish that names one that cannot, or has none, is an error. */
    private static List<FaultRequest> possible(List<FaultRequest> wishes, EnsembleFacts facts) {
        List<String> problems = new ArrayList<>();
        List<FaultRequest> possible = new ArrayList<>();
        for (FaultRequest wish : wishes) {
            List<String> obstacles = wish.shapes().stream()
                    .flatMap(s -> s.obstacle(facts).stream())
                    .toList();
            List<FaultShape> left = wish.shapes().stream()
                    .filter(s -> s.obstacle(facts).isEmpty())
                    .toList();
            if (left.isEmpty() || (wish.named() && !obstacles.isEmpty())) {
                problems.addAll(obstacles);
            }
            possible.add(wish.only(left));
        }
        InvalidPlanException.throwIfAny(problems);
        return possible;
    }

    Plan generate() {
        List<PlanStep> atoms = leastRounds();
        fill(atoms);
        Plan plan = new Plan(runSeed.value(), chaos, atoms, Plans.healing(runSeed, atoms));
        InvalidPlanException.throwIfAny(plan.obstacles(facts));
        return plan;
    }

    private List<PlanStep> leastRounds() {
        long least = 0;
        for (double stretch : STRETCHES) {
            List<PlanStep> atoms = new ArrayList<>();
            for (int round = 1; round <= LEAST_ROUNDS; round++) {
                for (FaultRequest wish : wishes) {
                    atoms.add(place(atoms, wish, round, stretch));
                }
            }
            least = atoms.stream().mapToLong(a -> a.end().toMillis()).max().orElse(0);
            if (least <= chaos.toMillis()) {
                return atoms;
            }
        }
        throw new InvalidPlanException(List.of(
                "a chaos phase of %s is too short for two faults of each of %s that end within it; the least is %d s (--time %ds)"
                        .formatted(
                                WholeMillis.text(chaos),
                                wishes.stream().map(w -> w.family().label()).toList(),
                                (least + 999) / 1_000,
                                (least + 999) / 1_000)));
    }

    /** A family is done with its first atom that ends too late, so that none of its numbers is left out. */
    private void fill(List<PlanStep> atoms) {
        List<FaultRequest> open = new ArrayList<>(wishes);
        for (int round = LEAST_ROUNDS + 1; round <= MOST_ROUNDS; round++) {
            for (FaultRequest wish : List.copyOf(open)) {
                PlanStep atom = place(atoms, wish, round, 1);
                if (atom.end().compareTo(chaos) <= 0 && atoms.size() < Plan.MOST_ATOMS) {
                    atoms.add(atom);
                } else {
                    open.remove(wish);
                }
            }
        }
    }

    private PlanStep place(List<PlanStep> placed, FaultRequest wish, int number, double stretch) {
        String id = wish.family().label() + "-" + number;
        SeededChoice choice = new SeededChoice(seed, id, 0);
        FaultShape shape = choice.oneOf("shape", wish.shapes());
        Duration length = Lengths.of(shape, facts).at(choice.unit("length"), stretch);
        long own = placed.stream()
                .filter(a -> a.shape().family() == wish.family())
                .mapToLong(a -> a.end().toMillis())
                .max()
                .orElse(0);
        long start = own + leastGap() + Math.round(MOST_GAP_MILLIS * choice.unit("gap") * stretch);
        while (!fits(placed, shape, start, start + length.toMillis())) {
            start += STEP_MILLIS;
        }
        return new PlanStep(
                id,
                shape,
                wish.targetOf(shape),
                new StepTrigger.AtTime(Duration.ofMillis(start)),
                new StepEnd.Lasting(length));
    }

    /** How long the ensemble is left alone between two faults that it could not bear at once. */
    private long leastGap() {
        var settings = facts.settingsOrAssumed();
        return Math.min(5_000, Math.max(500, (long) settings.initLimit() * settings.tickTimeMillis() / 2));
    }

    private boolean fits(List<PlanStep> placed, FaultShape shape, long from, long to) {
        if (!shape.family().befallsMembers()) {
            return true;
        }
        List<PlanStep> meanwhile = placed.stream()
                .filter(a -> a.shape().family().befallsMembers())
                .filter(a -> a.offset().toMillis() < to + leastGap()
                        && from < a.end().toMillis() + leastGap())
                .toList();
        if (meanwhile.isEmpty()) {
            return true;
        }
        Optional<PlanStep> alone =
                meanwhile.stream().filter(a -> a.shape().toll() == Toll.QUORUM).findAny();
        int voters = facts.voters();
        int taken = meanwhile.stream()
                .mapToInt(a -> a.shape().toll().members(voters))
                .sum();
        return alone.isEmpty()
                && shape.toll() != Toll.QUORUM
                && taken + shape.toll().members(voters) <= facts.dispensable();
    }
}
