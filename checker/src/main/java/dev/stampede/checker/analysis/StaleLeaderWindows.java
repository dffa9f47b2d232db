package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * When there may have been two leaders, of which one did not know yet that it was deposed: around each fault of a member,
 * each change of a role, and each stall of the harness (its proxies stand still then) that is longer than a tick.
 *
 * <p>A leader that has lost its quorum serves on for syncLimit · tickTime; a change of roles is seen by polling. So the
 * margin is a session timeout, which is longer, and a second. Where the settings are not known, always. Immutable.
 */
public final class StaleLeaderWindows {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final boolean known;
    private final long[] from;
    private final long[] latestTo;

    public StaleLeaderWindows(History history) {
        @Nullable EnsembleSettings settings = history.header().settings();
        known = settings != null;
        long margin = settings == null
                ? 0
                : SECOND
                        + MILLI
                                * Math.max(
                                        settings.negotiate(settings.requestedSessionTimeoutMillis()),
                                        (settings.syncLimit() + 1L) * settings.tickTimeMillis());
        long tick = settings == null ? 0 : settings.tickTimeMillis() * MILLI;
        long[][] spans = history.faults().stream()
                .filter(w -> !w.members().isEmpty())
                .map(w -> span(w.injectingNanos(), w.healedNanos(), margin))
                .toArray(long[][]::new);
        long[][] roles = history.events(Event.RoleChanged.class)
                .map(e -> span(e.atNanos(), e.atNanos(), margin))
                .toArray(long[][]::new);
        long[][] stalls = history.events(Event.Stalled.class)
                .filter(e -> e.jvm().equals("harness") && e.atNanos() - e.fromNanos() > tick)
                .map(e -> span(e.fromNanos(), e.atNanos(), margin))
                .toArray(long[][]::new);
        long[][] all = java.util.stream.Stream.of(spans, roles, stalls)
                .flatMap(Arrays::stream)
                .sorted(java.util.Comparator.comparingLong(s -> s[0]))
                .toArray(long[][]::new);
        from = Arrays.stream(all).mapToLong(s -> s[0]).toArray();
        latestTo = Arrays.stream(all).mapToLong(s -> s[1]).toArray();
        for (int i = 1; i < latestTo.length; i++) {
            latestTo[i] = Math.max(latestTo[i], latestTo[i - 1]);
        }
    }

    private static long[] span(long fromNanos, long toNanos, long margin) {
        return LongStream.of(fromNanos - margin, toNanos == Operation.OPEN ? toNanos : toNanos + margin)
                .toArray();
    }

    /** Whether there may have been two leaders at some time in the closed interval. O(log n). */
    public boolean doubtful(long fromNanos, long toNanos) {
        if (!known) {
            return true;
        }
        int place = Arrays.binarySearch(from, toNanos);
        int last = place >= 0 ? place : -place - 2;
        while (last + 1 < from.length && from[last + 1] <= toNanos) {
            last++;
        }
        return last >= 0 && latestTo[last] >= fromNanos;
    }
}
