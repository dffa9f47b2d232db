package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis other than real time: a monotone map from the run's time to a position, linear between knots.
 *
 * @param name its display name
 * @param knots in ascending order of time and position
 */
public record TimeAxis(String name, List<Knot> knots) {
    /** The maximum number of knots. For a run with more moments the axis is approximate. */
    public static final int MAX_KNOTS = 4096;

    public TimeAxis {
        knots = List.copyOf(knots);
    }

    /** One knot; {@code label} is the text at the knot, empty for none. */
    public record Knot(long nanos, long place, String label) {}

    /**
     * By rank: each invocation and each completion takes one step, which stretches bursts and shrinks idle times.
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
     * By zxid: each new highest zxid in a response takes one step. A moment is placed at the highest zxid that any
     * client had seen at that moment.
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

    /** Adds the ends of the run, and keeps at most {@link #MAX_KNOTS} evenly selected knots. */
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

    /** Whether the axis has too few knots to be useful. */
    public boolean empty() {
        return knots.size() < 4;
    }
}
