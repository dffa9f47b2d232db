package dev.stampede.reports.timeline;

import java.util.Arrays;

/** Quantiles of latencies by the nearest rank: always a value that was measured. */
public record Quantiles(int count, long p50, long p99, long max) {
    /** What nothing was measured of. */
    public static final Quantiles NONE = new Quantiles(0, 0, 0, 0);

    /** The quantiles of these values, which are sorted in place. */
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
