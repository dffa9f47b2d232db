package dev.stampede.workloads.sweep.report;

import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.CellOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Bad cases that probably have one cause: the same recipe, the same type of the lost request and the same outcome.
 * Immutable.
 *
 * @param finding the known finding that the operations name for this outcome; empty if there is none
 */
public record CauseGroup(
        String recipe, String lostType, CellOutcome outcome, String finding, List<CaseResult> results) {
    public CauseGroup {
        results = List.copyOf(results);
    }

    private record Key(String recipe, String lostType, CellOutcome outcome, String finding) {}

    /**
     * Groups the bad cases, the largest group first.
     *
     * @param findings the known finding of an operation and the text of an outcome; empty if there is none
     */
    public static List<CauseGroup> of(List<CaseResult> results, BinaryOperator<String> findings) {
        Map<Key, List<CaseResult>> groups = new LinkedHashMap<>();
        results.stream().filter(r -> r.outcome().bad()).forEach(r -> groups.computeIfAbsent(
                        key(r, findings), k -> new ArrayList<>())
                .add(r));
        return groups.entrySet().stream()
                .map(e -> new CauseGroup(
                        e.getKey().recipe(),
                        e.getKey().lostType(),
                        e.getKey().outcome(),
                        e.getKey().finding(),
                        e.getValue()))
                .sorted((a, b) ->
                        Integer.compare(b.results().size(), a.results().size()))
                .toList();
    }

    private static Key key(CaseResult result, BinaryOperator<String> findings) {
        String operation = result.sweepCase().operation();
        return new Key(
                operation.substring(0, operation.lastIndexOf('.')),
                result.lostType(),
                result.outcome(),
                findings.apply(operation, result.outcome().name()));
    }

    /** The ways with which the cases lost something. */
    public String ways() {
        TreeSet<String> ways = new TreeSet<>();
        results.forEach(r -> ways.add(r.sweepCase().way().name()));
        return String.join(", ", ways);
    }

    /** The operations of the cases, without the recipe. */
    public String methods() {
        TreeSet<String> methods = new TreeSet<>();
        results.forEach(r -> methods.add(r.sweepCase().operation().substring(recipe.length() + 1)));
        return String.join(", ", methods);
    }

    /** How many repetitions of all repetitions had the same outcome. */
    public String agreement() {
        return results.stream().mapToInt(CaseResult::agreement).sum() + " of "
                + results.stream().mapToInt(CaseResult::repetitions).sum();
    }
}
