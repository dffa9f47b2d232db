package dev.stampede.checker.analysis;

import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.history.data.Event.Stalled;
import dev.stampede.checker.history.data.FaultWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The time in which a client could work undisturbed: no fault befell a member or the client itself, and neither its JVM nor
 * the harness, in which its proxies run, stalled. Keeps what it has found out of each client. Not thread-safe.
 */
public final class UndisturbedTime {
    private record Disturbance(long from, long to) {}

    private final HoldAnalysis analysis;
    private final Map<Integer, List<Disturbance>> byClient = new HashMap<>();

    public UndisturbedTime(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    /** How much of the closed interval was calm for a client. */
    public long between(int client, long fromNanos, long toNanos) {
        long calm = Math.max(0, toNanos - fromNanos);
        for (Disturbance d : byClient.computeIfAbsent(client, this::disturbances)) {
            analysis.pace().step();
            calm -= Math.max(0, Math.min(d.to(), toNanos) - Math.max(d.from(), fromNanos));
        }
        return calm;
    }

    /** Disjoint, in order of time. */
    private List<Disturbance> disturbances(int client) {
        List<Disturbance> all = new ArrayList<>();
        for (FaultWindow w : analysis.timeline().faults()) {
            if (w.clients().isEmpty() || w.clients().contains(client)) {
                all.add(new Disturbance(w.injectingNanos(), w.healedNanos()));
            }
        }
        String jvm = analysis.timeline().jvm(client);
        analysis.history()
                .events(Stalled.class)
                .filter(s -> s.jvm().equals(jvm) || s.jvm().equals(JvmStalls.HARNESS))
                .forEach(s -> all.add(new Disturbance(s.fromNanos(), s.atNanos())));
        all.sort(Comparator.comparingLong(Disturbance::from));
        List<Disturbance> merged = new ArrayList<>();
        for (Disturbance d : all) {
            Disturbance last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && d.from() <= last.to()) {
                merged.set(merged.size() - 1, new Disturbance(last.from(), Math.max(last.to(), d.to())));
            } else {
                merged.add(d);
            }
        }
        return merged;
    }
}
