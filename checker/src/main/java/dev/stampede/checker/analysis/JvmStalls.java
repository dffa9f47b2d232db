package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.Stalled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When JVMs did not run. Immutable. */
public final class JvmStalls {
    /** The proxies run in it. */
    public static final String HARNESS = "harness";

    /** How long a client may take to doubt, its stalls aside. */
    static final long GRACE_NANOS = 100_000_000L;

    private final Map<String, List<Stalled>> byJvm = new HashMap<>();

    public JvmStalls(History history) {
        history.events(Stalled.class).forEach(e -> byJvm.computeIfAbsent(e.jvm(), j -> new ArrayList<>())
                .add(e));
        byJvm.values().forEach(list -> list.sort(Comparator.comparingLong(Stalled::fromNanos)));
    }

    /** By when a client in a JVM must have doubted that was told at a moment: 100 ms of running time later. */
    public long deadline(String jvm, long toldNanos) {
        long deadline = toldNanos + GRACE_NANOS;
        long until = toldNanos;
        for (Stalled stall : byJvm.getOrDefault(jvm, List.of())) {
            long from = Math.max(stall.fromNanos(), until);
            if (stall.atNanos() > from && from <= deadline) {
                deadline += stall.atNanos() - from;
                until = stall.atNanos();
            }
        }
        return deadline;
    }

    /** The longest stall of a JVM that touches the closed interval. */
    @Nullable
    public Stalled longest(String jvm, long fromNanos, long toNanos) {
        return byJvm.getOrDefault(jvm, List.of()).stream()
                .filter(s -> s.fromNanos() <= toNanos && s.atNanos() >= fromNanos)
                .max(Comparator.comparingLong(s -> s.atNanos() - s.fromNanos()))
                .orElse(null);
    }
}
