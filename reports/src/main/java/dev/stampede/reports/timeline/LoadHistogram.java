package dev.stampede.reports.timeline;

import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Throughput by outcome and latency quantiles, in buckets of equal width.
 *
 * <p>A completed operation counts in the bucket of its completion. An operation that never completed counts as
 * indeterminate in the bucket of its invocation. Latencies are those of completed operations with any outcome.
 *
 * @param widthNanos the width of a bucket
 * @param buckets all buckets from the start of the run to its end
 */
public record LoadHistogram(long widthNanos, List<Bucket> buckets) {
    public LoadHistogram {
        buckets = List.copyOf(buckets);
    }

    /** One bucket. */
    public record Bucket(int ok, int failed, int indeterminate, Quantiles latency) {
        /** The number of operations in the bucket. */
        public int total() {
            return ok + failed + indeterminate;
        }
    }

    /** The load of a run in two resolutions: coarse, then fine. */
    static List<LoadHistogram> levels(List<Operation> operations, long endNanos) {
        return List.of(of(operations, endNanos, 300), of(operations, endNanos, 3000));
    }

    /** The load in about {@code buckets} buckets; a bucket is at least a millisecond wide. */
    public static LoadHistogram of(List<Operation> operations, long endNanos, int buckets) {
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
        return new LoadHistogram(width, all);
    }

    private static int bucket(long nanos, long width, int n) {
        return (int) Math.max(0, Math.min(n - 1L, nanos / width));
    }

    /** Quantiles of latencies in nanoseconds by the nearest-rank method: each is a measured value. */
    public record Quantiles(int count, long p50, long p99, long max) {
        /** The quantiles of no values. */
        public static final Quantiles NONE = new Quantiles(0, 0, 0, 0);

        /** The quantiles of these values. Sorts the array in place. */
        public static Quantiles of(long[] values) {
            if (values.length == 0) {
                return NONE;
            }
            Arrays.sort(values);
            return new Quantiles(values.length, rank(values, 50), rank(values, 99), values[values.length - 1]);
        }

        private static long rank(long[] sorted, int percent) {
            int rank = (int) (((long) sorted.length * percent + 99) / 100);
            return sorted[Math.max(0, rank - 1)];
        }
    }
}
