package dev.stampede.reports.timeline;

import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Throughput by outcome and latency quantiles, in buckets of one width.
 *
 * <p>An operation counts in the bucket in which it completed; one that never completed counts as indeterminate where it
 * was invoked. Latencies are those of completed operations, whatever their outcome.
 *
 * @param widthNanos the width of a bucket
 * @param buckets from the beginning of the run to its end, all there
 */
public record Load(long widthNanos, List<Bucket> buckets) {
    public Load {
        buckets = List.copyOf(buckets);
    }

    /** One bucket. */
    public record Bucket(int ok, int failed, int indeterminate, Quantiles latency) {
        /** How many operations it counts. */
        public int total() {
            return ok + failed + indeterminate;
        }
    }

    /** The coarse and the fine load of a run. */
    static List<Load> levels(List<Operation> operations, long endNanos) {
        return List.of(of(operations, endNanos, 300), of(operations, endNanos, 3000));
    }

    /** The load in about so many buckets; the width is never below a millisecond. */
    public static Load of(List<Operation> operations, long endNanos, int buckets) {
        long width = Math.max(1_000_000L, (endNanos + buckets) / buckets);
        int n = (int) (endNanos / width) + 1;
        int[][] counts = new int[3][n];
        int[] completed = new int[n];
        for (Operation o : operations) {
            int bucket = bucket(o.completed() ? o.completedNanos() : o.invokedNanos(), width, n);
            counts[OutcomeCode.of(o.outcome())][bucket]++;
            if (o.completed()) {
                completed[bucket]++;
            }
        }
        long[][] values = new long[n][];
        for (int i = 0; i < n; i++) {
            values[i] = new long[completed[i]];
        }
        for (Operation o : operations) {
            if (o.completed()) {
                int bucket = bucket(o.completedNanos(), width, n);
                values[bucket][--completed[bucket]] = o.completedNanos() - o.invokedNanos();
            }
        }
        List<Bucket> all = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            all.add(new Bucket(counts[0][i], counts[1][i], counts[2][i], Quantiles.of(values[i])));
        }
        return new Load(width, all);
    }

    private static int bucket(long nanos, long width, int n) {
        return (int) Math.max(0, Math.min(n - 1L, nanos / width));
    }
}
