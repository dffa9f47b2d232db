package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the events of faults into windows. Not thread-safe. */
final class FaultWindows {
    private final Map<String, FaultWindow> windows = new LinkedHashMap<>();

    List<FaultWindow> freeze() {
        return List.copyOf(windows.values());
    }

    /** Adds the event if it belongs to a fault; returns false for any other event. */
    boolean add(Event event) {
        if (event instanceof Event.FaultInjecting e) {
            windows.put(e.fault(), opened(e));
        } else if (event instanceof Event.FaultInjected e) {
            FaultWindow w = window(e.fault());
            put(
                    w,
                    e.atNanos(),
                    w.activeEvidence(),
                    w.activeNanos(),
                    w.healingNanos(),
                    w.healedNanos(),
                    w.healedEvidence());
        } else if (event instanceof Event.FaultActive e) {
            FaultWindow w = window(e.fault());
            put(w, w.injectedNanos(), e.evidence(), e.atNanos(), w.healingNanos(), w.healedNanos(), w.healedEvidence());
        } else if (event instanceof Event.FaultHealing e) {
            FaultWindow w = window(e.fault());
            put(
                    w,
                    w.injectedNanos(),
                    w.activeEvidence(),
                    w.activeNanos(),
                    e.atNanos(),
                    w.healedNanos(),
                    w.healedEvidence());
        } else if (event instanceof Event.FaultHealed e) {
            FaultWindow w = window(e.fault());
            put(w, w.injectedNanos(), w.activeEvidence(), w.activeNanos(), w.healingNanos(), e.atNanos(), e.evidence());
        } else {
            return false;
        }
        return true;
    }

    private static FaultWindow opened(Event.FaultInjecting e) {
        return new FaultWindow(
                e.fault(),
                e.step(),
                e.family(),
                e.shape(),
                e.target(),
                e.members(),
                e.clients(),
                e.links(),
                e.effects(),
                e.atNanos(),
                Operation.OPEN,
                null,
                Operation.OPEN,
                Operation.OPEN,
                Operation.OPEN,
                null);
    }

    private FaultWindow window(String fault) {
        FaultWindow window = windows.get(fault);
        if (window == null) {
            throw new IllegalArgumentException("expected a fault that was injected, found \"" + fault + "\"");
        }
        return window;
    }

    private void put(
            FaultWindow w,
            long injected,
            @Nullable String activeEvidence,
            long active,
            long healing,
            long healed,
            @Nullable String healedEvidence) {
        windows.put(
                w.fault(),
                new FaultWindow(
                        w.fault(),
                        w.step(),
                        w.family(),
                        w.shape(),
                        w.target(),
                        w.members(),
                        w.clients(),
                        w.links(),
                        w.effects(),
                        w.injectingNanos(),
                        injected,
                        activeEvidence,
                        active,
                        healing,
                        healed,
                        healedEvidence));
    }
}
