package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The faults of a run, as data: a plan can be printed, saved, edited and executed again.
 *
 * @param seed the seed of the choices during the execution of the steps
 * @param chaos the duration of the chaos phase
 * @param steps at most {@value #MOST_STEPS} steps with distinct ids, in any order
 * @param healOrder the ids of all steps; at the end of the chaos phase, faults that are still active are healed in this
 *     order
 */
public record Plan(long seed, Duration chaos, List<PlanStep> steps, List<String> healOrder) {
    /** The version of the format that is written. */
    public static final int VERSION = 2;

    /** The maximum number of steps. */
    public static final int MOST_STEPS = 1_000;

    public Plan {
        WholeMillis.require(chaos, "a chaos phase");
        steps = List.copyOf(steps);
        healOrder = List.copyOf(healOrder);
        List<String> problems = new ArrayList<>();
        if (steps.size() > MOST_STEPS) {
            problems.add("expected at most %d steps, got %d".formatted(MOST_STEPS, steps.size()));
        }
        Set<String> ids = new HashSet<>();
        for (PlanStep step : steps) {
            if (!ids.add(step.id())) {
                problems.add("expected each id once, got \"" + step.id() + "\" twice");
            }
        }
        if (healOrder.size() != ids.size() || !ids.equals(new HashSet<>(healOrder))) {
            problems.add("expected the heal order to name each step once (%s), got %s"
                    .formatted(ids.stream().sorted().toList(), healOrder));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** A plan without faults. */
    public static Plan none(Seed seed, Duration chaos) {
        return new Plan(seed.value(), chaos, List.of(), List.of());
    }

    /** The families of the steps, in the order of {@code list faults}. */
    public List<String> families() {
        Set<String> contained = steps.stream().map(s -> s.type().family()).collect(Collectors.toSet());
        return FaultTypes.families().stream()
                .map(FaultFamily::name)
                .filter(contained::contains)
                .toList();
    }

    /** The steps in the order in which they are executed. */
    public List<PlanStep> byTime() {
        return steps.stream()
                .sorted(Comparator.comparing(PlanStep::offset).thenComparing(PlanStep::id))
                .toList();
    }

    /** The number of heals after which no other step begins within this time. */
    public int healsWithRoom(Duration room) {
        return HealRoom.of(steps, room.toMillis()).count();
    }

    /**
     * The reasons why this plan cannot be executed with the ensemble and the clients of these facts, each with its
     * remedy; empty if it can be executed.
     */
    public List<String> obstacles(EnsembleFacts facts) {
        List<String> problems = new ArrayList<>();
        steps.stream()
                .map(PlanStep::type)
                .distinct()
                .flatMap(type -> type.obstacle(facts).stream())
                .forEach(problems::add);
        for (PlanStep step : byTime()) {
            if (step.end().compareTo(chaos) > 0) {
                problems.add(
                        "%s ends %s after the beginning of the chaos phase, which lasts %s. Move it forward or shorten it"
                                .formatted(step.id(), WholeMillis.text(step.end()), WholeMillis.text(chaos)));
            }
            step.type()
                    .durationProblem(step.lasting(), facts)
                    .ifPresent(problem -> problems.add(
                            "%s lasts %s, but %s".formatted(step.id(), WholeMillis.text(step.lasting()), problem)));
        }
        return problems;
    }

    /** One line for people: how many faults of which kinds in which time. */
    public String summary() {
        if (steps.isEmpty()) {
            return describe();
        }
        Map<String, Long> kinds = steps.stream()
                .collect(Collectors.groupingBy(step -> step.type().fullName(), TreeMap::new, Collectors.counting()));
        return "plan: %d %s in %s: %s"
                .formatted(
                        steps.size(),
                        steps.size() == 1 ? "fault" : "faults",
                        WholeMillis.text(chaos),
                        kinds.entrySet().stream()
                                .map(kind -> kind.getKey() + (kind.getValue() == 1 ? "" : " (" + kind.getValue() + ")"))
                                .collect(Collectors.joining(", ")));
    }

    /** A description for people: one line per step in the order of time, and the heal order. */
    public String describe() {
        if (steps.isEmpty()) {
            return "plan: no faults in " + WholeMillis.text(chaos);
        }
        String lines = byTime().stream().map(s -> "\n  " + s.describe()).collect(Collectors.joining());
        return "plan: %d %s in %s, seed %d%s\n  order of heals at the end: %s"
                .formatted(
                        steps.size(),
                        steps.size() == 1 ? "fault" : "faults",
                        WholeMillis.text(chaos),
                        seed,
                        lines,
                        String.join(", ", healOrder));
    }
}
