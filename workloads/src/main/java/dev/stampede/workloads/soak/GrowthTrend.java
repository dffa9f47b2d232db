package dev.stampede.workloads.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The growth of a resource over the second half of the samples of one process. In the first half, caches are filled and
 * classes are loaded.
 *
 * <p>The slope is the Theil–Sen estimator: the median of the slopes of all pairs of samples, which is robust against
 * outliers. The resource leaks if both conditions hold:
 *
 * <ul>
 * <li>It grows steadily: the statistic of Mann and Kendall is above {@value #SIGNIFICANT}, which happens by chance once
 * in 1000 series. The statistic is the number of rising pairs minus that of falling pairs, in units of its standard
 * deviation without a trend (with the correction for ties).
 * <li>The growth matters: the slope times the number of steps is above the bound. The bound is four standard deviations
 * of the samples around the trend (estimated by their median absolute deviation), but at least the floor of the
 * resource.
 * </ul>
 *
 * <p>References: P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968); M. G.
 * Kendall, "Rank Correlation Methods" (1975).
 *
 * @param samples the number of judged samples
 * @param slope the growth from one sample to the next
 * @param growth the growth over all judged samples, by the slope
 * @param bound the growth above which the resource leaks
 * @param steadiness the statistic of Mann and Kendall
 */
public record GrowthTrend(int samples, double slope, double growth, double bound, double steadiness) {
    /** The minimum number of samples for a trend: with fewer, even a strictly rising series is not significant. */
    public static final int LEAST_SAMPLES = 8;

    static final double SIGNIFICANT = 3.09;

    private static final double BOUND_DEVIATIONS = 4;
    /** The standard deviation of a normal distribution, in median absolute deviations. */
    private static final double STANDARD_PER_MEDIAN_DEVIATION = 1.4826;

    /** Whether there are enough samples for a result. */
    public boolean conclusive() {
        return samples >= LEAST_SAMPLES;
    }

    /** Whether the resource leaks. */
    public boolean leaks() {
        return conclusive() && growth > bound && steadiness > SIGNIFICANT;
    }

    /**
     * The trend of a series.
     *
     * @param all the samples of one process, in the order of time; the first half is ignored
     * @param floor the largest growth that is not a leak
     */
    static GrowthTrend of(List<Long> all, double floor) {
        double[] half = all.subList(all.size() / 2, all.size()).stream()
                .mapToDouble(Long::doubleValue)
                .toArray();
        double slope = half.length < 2 ? 0 : slope(half);
        double deviation = half.length < 2 ? 0 : deviation(half, slope);
        return new GrowthTrend(
                half.length,
                slope,
                slope * Math.max(0, half.length - 1),
                Math.max(floor, BOUND_DEVIATIONS * STANDARD_PER_MEDIAN_DEVIATION * deviation),
                half.length < 2 ? 0 : steadiness(half));
    }

    private static double slope(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        return median(slopes);
    }

    /** The median absolute deviation of the samples from the line with this slope through their middle. */
    private static double deviation(double[] values, double slope) {
        double[] above = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            above[i] = values[i] - slope * i;
        }
        double middle = median(above.clone());
        for (int i = 0; i < above.length; i++) {
            above[i] = Math.abs(above[i] - middle);
        }
        return median(above);
    }

    private static double steadiness(double[] values) {
        double rising = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                rising += Math.signum(values[j] - values[i]);
            }
        }
        double variance = variance(values.length);
        Map<Double, Long> ties = Arrays.stream(values)
                .boxed()
                .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
        for (long tied : ties.values()) {
            variance -= variance((double) tied);
        }
        if (variance <= 0) {
            return 0; // all are equal
        }
        return (rising - Math.signum(rising)) / Math.sqrt(variance);
    }

    private static double variance(double n) {
        return n * (n - 1) * (2 * n + 5) / 18;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
