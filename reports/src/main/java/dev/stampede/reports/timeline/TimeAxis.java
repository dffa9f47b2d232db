package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Another way to lay time out: a monotone map from the run's time to a place, given by knots between which it is linear.
 *
 * @param name what it is called
 * @param knots times and places never descend
 */
public record TimeAxis(String name, List<Knot> knots) {
    /** The most knots that an axis has; with more it is approximate between them. */
    public static final int MAX_KNOTS = 4096;

    public TimeAxis {
        knots = List.copyOf(knots);
    }

    /** One knot; {@code label} is what is written there, empty for nothing. */
    public record Knot(long nanos, long place, String label) {}

    /**
     * By rank: each invocation and each completion takes one step, so that bursts are stretched and silences shrink.
     */
    public static TimeAxis rank(History history) {
        List<Operation> operations = history.operations();
        LongStream.Builder times = LongStream.builder();
        for (Operation o : operations) {
            times.add(o.invokedNanos());
            if (o.completed()) {
                times.add(o.completedNanos());
            }
        }
        long[] sorted = times.build().sorted().toArray();
        List<Knot> knots = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            knots.add(new Knot(sorted[i], i + 1L, ""));
        }
        return bounded("rank", knots, history.endNanos());
    }

    /**
     * By zxid: each distinct zxid that a completion has seen takes one step; a time is placed at the highest zxid that
     * any client had seen by then.
     */
    public static TimeAxis zxid(History history) {
        List<Operation> seen = history.operations().stream()
                .filter(o -> o.zxid() > 0 && o.completed())
                .sorted(Comparator.comparingLong(Operation::completedNanos))
                .toList();
        List<Knot> knots = new ArrayList<>();
        long highest = 0;
        for (Operation o : seen) {
            if (o.zxid() > highest) {
                highest = o.zxid();
                knots.add(new Knot(o.completedNanos(), knots.size() + 1L, "0x" + Long.toHexString(highest)));
            }
        }
        return bounded("zxid", knots, history.endNanos());
    }

    /** Adds the ends of the run, and keeps at most {@link #MAX_KNOTS} knots, evenly chosen. */
    private static TimeAxis bounded(String name, List<Knot> all, long end) {
        int n = all.size();
        int kept = Math.min(n, MAX_KNOTS - 2);
        List<Knot> knots = new ArrayList<>(kept + 2);
        knots.add(new Knot(0, 0, ""));
        for (int i = 0; i < kept; i++) {
            knots.add(all.get(kept == n ? i : (int) ((long) i * (n - 1) / (kept - 1))));
        }
        Knot last = knots.get(kept);
        knots.add(new Knot(Math.max(end, last.nanos()), last.place() + 1, ""));
        return new TimeAxis(name, knots);
    }

    /** Whether it has anything to say. */
    public boolean empty() {
        return knots.size() < 4;
    }
}
