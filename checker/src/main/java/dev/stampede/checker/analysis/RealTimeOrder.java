package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request that started after another one had ended, but has a smaller value.
 *
 * <p>Two sweeps over the same points, one in the order of their starts and one in the order of their ends, maintain the
 * largest value of the requests that have ended: O(n log n). Intervals are closed, so requests with a common moment are
 * not ordered.
 */
public final class RealTimeOrder {
    private RealTimeOrder() {}

    /** A request, its interval, and a value that must not decrease in real time. */
    public record Point(int attempt, int client, long fromNanos, long toNanos, long value) {}

    /** The value of {@code later} is less than that of {@code earlier}, which ended before {@code later} started. */
    public record Reversal(Point earlier, Point later) {}

    /** The first reversal in the order of starts, if there is one. */
    public static Optional<Reversal> first(List<Point> points) {
        List<Point> begins = new ArrayList<>(points);
        begins.sort(Comparator.comparingLong(Point::fromNanos));
        List<Point> ends = new ArrayList<>(points);
        ends.sort(Comparator.comparingLong(Point::toNanos));
        @Nullable Point largest = null;
        int ended = 0;
        for (Point point : begins) {
            while (ended < ends.size() && ends.get(ended).toNanos() < point.fromNanos()) {
                Point end = ends.get(ended);
                ended++;
                largest = largest == null || end.value() > largest.value() ? end : largest;
            }
            if (largest != null && largest.value() > point.value()) {
                return Optional.of(new Reversal(largest, point));
            }
        }
        return Optional.empty();
    }

    /**
     * Detects in one pass that {@link RealTimeOrder#first} may find a reversal, with memory for concurrent requests
     * only. {@link #raised} is always true if there is a reversal; it is also true if the requests were not added in
     * the order of their starts. Not thread-safe.
     */
    public static final class Suspicion {
        private long lastFromNanos = Long.MIN_VALUE;
        private long largestEnded = Long.MIN_VALUE;
        private long[] endNanos = new long[2];
        private long[] values = new long[2];
        private int concurrent;
        private boolean raised;

        /** Adds a request; O(k) in the number of concurrent requests. */
        public void add(long fromNanos, long toNanos, long value) {
            if (raised || fromNanos < lastFromNanos) {
                raised = true;
                return;
            }
            lastFromNanos = fromNanos;
            int kept = 0;
            for (int i = 0; i < concurrent; i++) {
                if (endNanos[i] < fromNanos) {
                    largestEnded = Math.max(largestEnded, values[i]);
                } else {
                    endNanos[kept] = endNanos[i];
                    values[kept++] = values[i];
                }
            }
            raised = largestEnded > value;
            if (kept == values.length) {
                endNanos = Arrays.copyOf(endNanos, 2 * kept);
                values = Arrays.copyOf(values, 2 * kept);
            }
            endNanos[kept] = toNanos;
            values[kept] = value;
            concurrent = kept + 1;
        }

        /** Whether there may be a reversal. */
        public boolean raised() {
            return raised;
        }
    }
}
