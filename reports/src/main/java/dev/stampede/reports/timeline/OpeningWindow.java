package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.util.List;
import java.util.stream.Stream;

/**
 * The window that the timeline opens on: the first violation with some room around it, else the first caveat, else the
 * whole run.
 */
public record OpeningWindow(long fromNanos, long toNanos, boolean whole) {

    /** The window of a run. */
    public static OpeningWindow of(History history, RunVerdict verdict) {
        List<Anomaly> anomalies = Stream.concat(verdict.violations().stream(), verdict.caveats().stream())
                .toList();
        long end = Math.max(1, history.endNanos());
        if (anomalies.isEmpty()) {
            return new OpeningWindow(0, end, true);
        }
        Anomaly first = anomalies.get(0);
        long from = Math.max(0, Math.min(first.fromNanos(), end));
        long to = Math.max(from, Math.min(first.toNanos(), end));
        long room = Math.max(2_000_000_000L, (to - from) / 2);
        return new OpeningWindow(Math.max(0, from - room), Math.min(end, to + room), false);
    }
}
