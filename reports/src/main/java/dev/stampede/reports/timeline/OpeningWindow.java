package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import java.util.List;

/**
 * A window of the timeline. The timeline opens on the first violation; without a violation it opens on the run from its
 * first operation or fault on, because the start of an ensemble shows nothing.
 *
 * @param whole whether the window shows the run, not an anomaly
 */
public record OpeningWindow(long fromNanos, long toNanos, boolean whole) {
    /** An anomaly counts as at least this long, so that it can be seen. */
    private static final long LEAST_NANOS = 10_000_000L;

    /** An anomaly at one moment counts as this long. */
    private static final long MOMENT_NANOS = 500_000_000L;

    /** The maximum time before the anomaly, in durations of the anomaly. The maximum after it is half as long. */
    private static final int CONTEXT = 6;

    /** The time that is shown before the first operation is one fiftieth of the time after it. */
    private static final int MARGIN_SHARE = 50;

    /** The window that the timeline shows first. */
    public static OpeningWindow of(History history, RunVerdict verdict) {
        List<Anomaly> violations = verdict.violations();
        return violations.isEmpty() ? ofRun(history) : around(history, violations.get(0));
    }

    private static OpeningWindow ofRun(History history) {
        long end = end(history);
        long first = end;
        for (Operation operation : history.operations()) {
            first = Math.min(first, operation.invokedNanos());
        }
        for (FaultWindow fault : history.faults()) {
            first = Math.min(first, fault.injectingNanos());
        }
        return new OpeningWindow(first == end ? 0 : Math.max(0, first - (end - first) / MARGIN_SHARE), end, true);
    }

    /**
     * The window around an anomaly. It contains the operations and the faults that the anomaly names, as far as the
     * anomaly still takes about a tenth of the window.
     */
    static OpeningWindow around(History history, Anomaly anomaly) {
        long end = end(history);
        long from = Math.max(0, Math.min(anomaly.fromNanos(), end));
        long to = Math.max(from, Math.min(anomaly.toNanos(), end));
        long unit = to == from ? MOMENT_NANOS : Math.max(LEAST_NANOS, to - from);
        long first = from;
        long last = to;
        List<Operation> operations = history.operations();
        for (int number : anomaly.operations()) {
            if (number >= 0 && number < operations.size()) {
                first = Math.min(first, operations.get(number).invokedNanos());
                last = Math.max(last, Math.min(operations.get(number).completedNanos(), end));
            }
        }
        for (FaultWindow fault : history.faults()) {
            if (anomaly.faults().contains(fault.fault())) {
                first = Math.min(first, fault.injectingNanos());
            }
        }
        first = Math.max(first, from - CONTEXT * unit);
        last = Math.min(last, to + CONTEXT / 2 * unit);
        return new OpeningWindow(Math.max(0, first - unit / 2), Math.min(end, last + unit / 2), false);
    }

    private static long end(History history) {
        return Math.max(1, history.endNanos());
    }
}
