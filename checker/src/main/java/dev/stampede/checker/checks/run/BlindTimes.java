package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.WatcherState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The times during which no watcher session of the harness watched the znodes, while clients worked.
 *
 * <p>One watching session is enough, because every change reaches it in the order of zxids. Faults of members, changes
 * of roles and stalls of the harness explain a time without a watching session. What remains of such a time is
 * unexplained if it is longer than the recovery budget (see {@link Event.BudgetDerived}), within which sessions
 * reconnect. A session that reported nothing counts as one that never watched, because each watching session reports at
 * least the watched znode. Immutable; O(n log n).
 */
final class BlindTimes {
    private final boolean everWatched;
    private final long budgetNanos;
    private final List<Interval> unexplained;

    private BlindTimes(boolean everWatched, long budgetNanos, List<Interval> unexplained) {
        this.everWatched = everWatched;
        this.budgetNanos = budgetNanos;
        this.unexplained = unexplained;
    }

    static BlindTimes of(History history) {
        List<Interval> watched = watched(history);
        Disturbances disturbances = Analysis.of(history).disturbances();
        long budget = Analysis.of(history).bounds().recoveryNanos();
        List<Interval> outages = new ArrayList<>(disturbances.ofMembers());
        outages.addAll(disturbances.stalls(Disturbances.HARNESS));
        List<Interval> blind = Interval.subtract(List.of(work(history)), watched);
        List<Interval> unexplained = Interval.subtract(blind, outages).stream()
                .filter(time -> time.toNanos() - time.fromNanos() > budget)
                .toList();
        return new BlindTimes(!watched.isEmpty(), budget, unexplained);
    }

    /** The time from the first client's opening to the audit. */
    private static Interval work(History history) {
        long from = history.events(Event.ClientOpened.class)
                .filter(e -> e.kind() == ClientKind.WORKLOAD)
                .mapToLong(Event.ClientOpened::atNanos)
                .min()
                .orElse(0);
        long to = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
        return new Interval(from, Math.max(from, to));
    }

    private static List<Interval> watched(History history) {
        Set<Integer> reporting = history.events(Event.ZnodeObserved.class)
                .map(Event.ZnodeObserved::member)
                .collect(Collectors.toSet());
        Map<Integer, Long> since = new HashMap<>();
        List<Interval> watched = new ArrayList<>();
        history.events(Event.WatcherChanged.class)
                .filter(e -> reporting.contains(e.member()))
                .forEach(e -> {
                    if (e.state() == WatcherState.WATCHING) {
                        since.putIfAbsent(e.member(), e.atNanos());
                    } else {
                        Long began = since.remove(e.member());
                        if (began != null) {
                            watched.add(new Interval(began, Math.max(began, e.atNanos())));
                        }
                    }
                });
        since.values().forEach(began -> watched.add(new Interval(began, Math.max(began, history.endNanos()))));
        return watched;
    }

    /** Whether a session ever watched. */
    boolean everWatched() {
        return everWatched;
    }

    /** The time limit for a reconnect. */
    long budgetNanos() {
        return budgetNanos;
    }

    /** The unexplained times in chronological order. */
    List<Interval> unexplained() {
        return unexplained;
    }
}
