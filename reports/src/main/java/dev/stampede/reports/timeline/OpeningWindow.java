package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;

/**
 * The window that the timeline shows first: the first violation with some margin, or the whole run if there is no
 * violation.
 *
 * @param whole whether it is the whole run
 */
public record OpeningWindow(long fromNanos, long toNanos, boolean whole) {
    private static final long LEAST_ROOM_NANOS = 2_000_000_000L;

    /** The window of a run. */
    public static OpeningWindow of(History history, RunVerdict verdict) {
        long end = Math.max(1, history.endNanos());
        if (verdict.violations().isEmpty()) {
            return new OpeningWindow(0, end, true);
        }
        Anomaly first = verdict.violations().get(0);
        long from = Math.max(0, Math.min(first.fromNanos(), end));
        long to = Math.max(from, Math.min(first.toNanos(), end));
        long room = Math.max(LEAST_ROOM_NANOS, (to - from) / 2);
        return new OpeningWindow(Math.max(0, from - room), Math.min(end, to + room), false);
    }
}
