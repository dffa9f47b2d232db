package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.PhaseBegan;
import dev.stampede.checker.history.data.Event.RoleChanged;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * The times at which there may have been two leaders, one of which did not know that it was deposed: around each fault
 * of a member, each change of a role since the warm-up began, and each stall of the harness (which stops its proxies)
 * longer than a tick.
 *
 * <p>{@code sync} is not a quorum operation, so a deposed leader may answer it (ZOOKEEPER-1675). {@link DerivedBounds}
 * determines the length of each window. Before the warm-up the ensemble elected its first leader, so no leader was
 * deposed. If the settings are unknown, the whole run is one window. Immutable.
 */
public final class StaleLeaderWindows {
    private final boolean known;
    private final List<Interval> windows;

    StaleLeaderWindows(History history, Disturbances disturbances) {
        DerivedBounds bounds = DerivedBounds.of(history);
        known = bounds.known();
        windows = known ? windows(history, disturbances, bounds) : List.of();
    }

    private static List<Interval> windows(History history, Disturbances disturbances, DerivedBounds bounds) {
        long warmUpNanos = history.events(PhaseBegan.class)
                .filter(p -> p.phase() == Phase.WARM_UP)
                .mapToLong(PhaseBegan::atNanos)
                .findFirst()
                .orElse(Long.MIN_VALUE);
        List<Interval> all = new ArrayList<>(
                disturbances.faults(w -> !w.sparesMembers() || !w.members().isEmpty()));
        history.events(RoleChanged.class)
                .filter(e -> e.atNanos() > warmUpNanos)
                .forEach(e -> all.add(new Interval(e.atNanos(), e.atNanos())));
        disturbances.stalls(Disturbances.HARNESS).stream()
                .filter(s -> s.toNanos() - s.fromNanos() > bounds.tickNanos())
                .forEach(all::add);
        long margin = bounds.staleLeaderNanos();
        return Interval.union(all.stream()
                .map(i -> new Interval(
                        i.fromNanos() - margin, i.toNanos() == Operation.OPEN ? Operation.OPEN : i.toNanos() + margin))
                .toList());
    }

    /** Whether there may have been two leaders at some time in the closed interval. O(log n). */
    public boolean possible(long fromNanos, long toNanos) {
        if (!known) {
            return true;
        }
        int at = SortedSearch.firstAtOrAfter(windows.size(), i -> windows.get(i).toNanos(), fromNanos);
        return at < windows.size() && windows.get(at).fromNanos() <= toNanos;
    }
}
