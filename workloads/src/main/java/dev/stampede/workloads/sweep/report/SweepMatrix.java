package dev.stampede.workloads.sweep.report;

import dev.stampede.workloads.sweep.CaseResult;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.LossWay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results as rows: operation, setting and request; and a column for each way. Immutable. */
final class SweepMatrix {
    private final List<Row> rows;

    private SweepMatrix(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** @param request the position and the type of the lost request, such as {@code 2 getChildren} */
    record Row(String operation, String setting, String request, Map<LossWay, CaseResult> cells) {
        Optional<CaseResult> cell(LossWay way) {
            return Optional.ofNullable(cells.get(way));
        }
    }

    static SweepMatrix of(List<CaseResult> results) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Map<String, List<String>> counted = new LinkedHashMap<>();
        results.stream().filter(r -> r.sweepCase().counts()).forEach(r -> counted.put(settingKey(r), r.requests()));
        results.stream()
                .filter(r -> !r.sweepCase().counts())
                .sorted(Comparator.comparingInt(r -> r.sweepCase().request()))
                .forEach(r -> rows.computeIfAbsent(
                                settingKey(r) + "/" + r.sweepCase().request(),
                                k -> new Row(
                                        r.sweepCase().operation(),
                                        r.sweepCase().setting(),
                                        request(r, counted.getOrDefault(settingKey(r), List.of())),
                                        new EnumMap<>(LossWay.class)))
                        .cells()
                        .put(r.sweepCase().way(), r));
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(Row::operation).thenComparing(Row::setting));
        return new SweepMatrix(sorted);
    }

    private static String settingKey(CaseResult result) {
        return result.sweepCase().operation() + "/" + result.sweepCase().setting();
    }

    private static String request(CaseResult result, List<String> counted) {
        int position = result.sweepCase().request();
        String type = position <= counted.size() ? counted.get(position - 1).split(" ", 2)[0] : result.lostType();
        return position + " " + type;
    }

    List<Row> rows() {
        return rows;
    }

    /** The ways that occur, in their order. */
    List<LossWay> ways() {
        return rows.stream()
                .flatMap(r -> r.cells().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The number of cells with each outcome. */
    Map<CellOutcome, Long> counts() {
        Map<CellOutcome, Long> counts = new EnumMap<>(CellOutcome.class);
        rows.forEach(r -> r.cells().values().forEach(c -> counts.merge(c.outcome(), 1L, Long::sum)));
        return counts;
    }
}
