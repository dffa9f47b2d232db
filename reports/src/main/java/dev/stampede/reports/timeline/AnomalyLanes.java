package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lanes of the violations, then those of the caveats, each by kind in the order of rank. Stateless. */
final class AnomalyLanes {
    /** The maximum number of violations that are drawn, and of caveats. */
    static final int MAX_ANOMALIES = 200;

    /** The maximum number of rows of one kind, so that many anomalies do not hide the other lanes. */
    static final int MAX_ROWS = 3;

    private AnomalyLanes() {}

    static List<Lane> of(RunVerdict verdict, long endNanos) {
        List<Lane> lanes = new ArrayList<>();
        add(lanes, "Violations", verdict.violations(), SpanStyle.BAD, endNanos);
        add(lanes, "Caveats", verdict.caveats(), SpanStyle.NOTICE, endNanos);
        return lanes;
    }

    private static void add(List<Lane> lanes, String group, List<Anomaly> anomalies, SpanStyle style, long endNanos) {
        Map<String, List<Span>> byKind = new LinkedHashMap<>();
        anomalies.stream().limit(MAX_ANOMALIES).forEach(anomaly -> byKind.computeIfAbsent(
                        anomaly.kind(), kind -> new ArrayList<>())
                .add(span(anomaly, style, endNanos)));
        byKind.forEach((kind, spans) -> {
            List<List<Span>> rows = RowLayout.split(spans, MAX_ROWS);
            for (int i = 0; i < rows.size(); i++) {
                lanes.add(Lane.ofSpans(group, rows.size() == 1 ? kind : kind + " " + (i + 1), rows.get(i)));
            }
        });
    }

    private static Span span(Anomaly anomaly, SpanStyle style, long endNanos) {
        long from = Math.max(0, Math.min(anomaly.fromNanos(), endNanos));
        long to = Math.max(from, Math.min(anomaly.toNanos(), endNanos));
        int operation =
                anomaly.operations().isEmpty() ? -1 : anomaly.operations().get(0);
        return new Span(from, to, anomaly.toNanos() > endNanos, style, anomaly.headline(), operation, -1);
    }
}
