package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.EnsembleFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Creates plans. All methods are deterministic. */
public final class Plans {
    private Plans() {}

    /**
     * Draws a random plan, with as many steps as fit into the chaos phase, but at least two for each request.
     *
     * @throws InvalidPlanException if the ensemble does not support a requested fault, or if the phase is too short;
     *     then the message names the shortest possible phase
     */
    public static Plan generate(Seed seed, List<FaultRequest> requests, Duration chaos, EnsembleFacts facts) {
        if (requests.isEmpty()) {
            return Plan.none(seed, chaos);
        }
        return new PlanGenerator(seed, requests, chaos, facts).generate();
    }

    /**
     * Turns the schedules of a test into steps for a chaos phase of this length.
     *
     * @throws InvalidPlanException if a schedule does not fit into the phase, or the ensemble does not support its
     *     fault
     */
    public static Plan of(Seed seed, Duration chaos, EnsembleFacts facts, List<FaultSchedule> schedules) {
        List<PlanStep> steps = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (FaultSchedule schedule : schedules) {
            String name = schedule.type().fullName();
            Duration length = lengthOf(schedule, facts);
            List<Duration> offsets = schedule.offsets(chaos, length);
            if (offsets.isEmpty()) {
                problems.add(
                        "%s lasts %s and does not fit even once into a chaos phase of %s. Make the phase %s or longer"
                                .formatted(
                                        name,
                                        WholeMillis.text(length),
                                        WholeMillis.text(chaos),
                                        WholeMillis.text(leastChaos(schedule, length))));
            }
            for (Duration offset : offsets) {
                String family = schedule.type().family();
                steps.add(new PlanStep(
                        family + "-" + counts.merge(family, 1, Integer::sum),
                        schedule.type(),
                        schedule.target(),
                        new StepTrigger.AtTime(offset),
                        new StepEnd.Lasting(length)));
            }
        }
        if (steps.size() > Plan.MOST_STEPS) {
            problems.add("expected at most %d faults, got %d. Increase \"every\", or shorten the chaos phase"
                    .formatted(Plan.MOST_STEPS, steps.size()));
        }
        InvalidPlanException.throwIfAny(problems);
        Plan plan = new Plan(seed.value(), chaos, steps, healOrder(seed, steps));
        InvalidPlanException.throwIfAny(plan.obstacles(facts));
        return plan;
    }

    private static Duration lengthOf(FaultSchedule schedule, EnsembleFacts facts) {
        if (schedule.type().momentary()) {
            return Duration.ZERO;
        }
        Duration given = schedule.lasting();
        return given == null ? schedule.type().durations(facts).usual() : given;
    }

    private static Duration leastChaos(FaultSchedule schedule, Duration length) {
        Duration offset = schedule.offset();
        Duration every = schedule.every();
        if (offset != null) {
            return offset.plus(length);
        }
        return every == null ? length : length.plus(every.minus(length).dividedBy(2));
    }

    /** A random heal order. An added or removed step does not change the relative order of the others. */
    static List<String> healOrder(Seed seed, List<PlanStep> steps) {
        Seed own = seed.fork("healing");
        return steps.stream()
                .map(PlanStep::id)
                .sorted(Comparator.comparingLong((String id) -> own.hash(id, 0)).thenComparing(id -> id))
                .toList();
    }
}
