package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes plans. Every method is a function of its arguments. */
public final class Plans {
    private Plans() {}

    /**
     * Draws a plan: at least two atoms of each wish that end within the chaos phase, and more as far as they fit.
     *
     * @throws InvalidPlanException if the ensemble cannot do what is wished, or the phase is too short (the message has the
     *     least time)
     */
    public static Plan generate(Seed seed, List<FaultRequest> wishes, Duration chaos, EnsembleFacts facts) {
        if (wishes.isEmpty()) {
            return Plan.none(seed, chaos);
        }
        return new PlanGenerator(seed, wishes, chaos, facts).generate();
    }

    /**
     * Turns what a test says into atoms for a chaos phase of this length.
     *
     * @throws InvalidPlanException if one of them fits in no time, or the ensemble cannot do it
     */
    public static Plan of(Seed seed, Duration chaos, EnsembleFacts facts, List<FaultSchedule> specs) {
        List<PlanStep> atoms = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<FaultFamily, Integer> counts = new EnumMap<>(FaultFamily.class);
        for (FaultSchedule spec : specs) {
            Duration length = lengthOf(spec, facts);
            List<Duration> offsets = spec.offsets(chaos, length);
            if (offsets.isEmpty()) {
                problems.add(
                        "%s lasts %s and does not end within a chaos phase of %s, even once. Let the phase last %s or longer"
                                .formatted(
                                        spec.shape().kind(),
                                        WholeMillis.text(length),
                                        WholeMillis.text(chaos),
                                        WholeMillis.text(leastChaos(spec, length))));
            }
            for (Duration offset : offsets) {
                int number = counts.merge(spec.shape().family(), 1, Integer::sum);
                atoms.add(new PlanStep(
                        spec.shape().family().label() + "-" + number,
                        spec.shape(),
                        spec.target(),
                        new StepTrigger.AtTime(offset),
                        new StepEnd.Lasting(length)));
            }
        }
        if (atoms.size() > Plan.MOST_ATOMS) {
            problems.add("expected at most %d faults, these make %d. Let them come less often, or the phase be shorter"
                    .formatted(Plan.MOST_ATOMS, atoms.size()));
        }
        InvalidPlanException.throwIfAny(problems);
        Plan plan = new Plan(seed.value(), chaos, atoms, healing(seed, atoms));
        InvalidPlanException.throwIfAny(plan.obstacles(facts));
        return plan;
    }

    private static Duration lengthOf(FaultSchedule spec, EnsembleFacts facts) {
        if (spec.shape().momentary()) {
            return Duration.ZERO;
        }
        Duration said = spec.lasting();
        return said == null ? Lengths.of(spec.shape(), facts).usual() : said;
    }

    private static Duration leastChaos(FaultSchedule spec, Duration length) {
        Duration offset = spec.offset();
        Duration every = spec.every();
        if (offset != null) {
            return offset.plus(length);
        }
        return every == null ? length : length.plus(every.minus(length).dividedBy(2));
    }

    /** An order of healing, drawn from the seed; another atom more or less leaves the others in their order. */
    static List<String> healing(Seed seed, List<PlanStep> atoms) {
        Seed own = seed.fork("healing");
        return atoms.stream()
                .map(PlanStep::id)
                .sorted(Comparator.comparingLong((String id) -> own.hash(id, 0)).thenComparing(id -> id))
                .toList();
    }
}
