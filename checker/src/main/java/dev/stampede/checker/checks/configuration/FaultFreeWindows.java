package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The times in which no fault acts, and the budget of recovery after the last one is over. Immutable. */
final class FaultFreeWindows {
    private final List<Window> windows = new ArrayList<>();

    /** A closed interval. */
    record Window(long fromNanos, long toNanos) {}

    FaultFreeWindows(History history, long recoveryNanos) {
        List<FaultWindow> faults = history.faults().stream()
                .sorted(Comparator.comparingLong(FaultWindow::injectingNanos))
                .toList();
        long from = 0;
        for (FaultWindow fault : faults) {
            if (fault.injectingNanos() > from) {
                windows.add(new Window(from, fault.injectingNanos()));
            }
            long whole = fault.healedNanos() == Operation.OPEN ? Operation.OPEN : fault.healedNanos() + recoveryNanos;
            from = Math.max(from, whole);
        }
        if (from < history.endNanos()) {
            windows.add(new Window(from, history.endNanos()));
        }
    }

    /** Those parts that lie within an interval. */
    List<Window> within(long fromNanos, long toNanos) {
        return windows.stream()
                .filter(w -> w.fromNanos() <= toNanos && fromNanos <= w.toNanos())
                .map(w -> new Window(Math.max(w.fromNanos(), fromNanos), Math.min(w.toNanos(), toNanos)))
                .toList();
    }
}
