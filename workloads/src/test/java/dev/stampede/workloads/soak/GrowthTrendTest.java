package dev.stampede.workloads.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTrendTest {
    private static final double MIB = 1 << 20;
    private static final double HEAP = HarnessResource.HEAP.floor();

    private static GrowthTrend heap(int samples, IntToLongFunction bytes) {
        return GrowthTrend.of(
                IntStream.range(0, samples).mapToObj(bytes::applyAsLong).toList(), HEAP);
    }

    /** A heap of about 60 MiB with noise of a few hundred KiB after each collection. */
    private static long noisy(SplittableRandom random, double growthMib) {
        return (long) ((60 + growthMib) * MIB + random.nextDouble() * 0.4 * MIB);
    }

    @Test
    void heap_that_grows_with_each_run_leaks() {
        SplittableRandom random = new SplittableRandom(1);

        GrowthTrend trend = heap(40, i -> noisy(random, 0.2 * i));

        assertThat(trend.leaks()).isTrue();
        assertThat(trend.samples()).isEqualTo(20);
        assertThat(trend.slope()).isCloseTo(0.2 * MIB, within(0.04 * MIB));
        assertThat(trend.growth()).isGreaterThan(3 * MIB);
    }

    @Test
    void heap_that_is_noisy_and_flat_does_not_leak() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            assertThat(heap(40, i -> noisy(random, 0)).leaks())
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void heap_that_grows_while_caches_fill_and_then_stays_does_not_leak() {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(heap(40, i -> noisy(random, Math.min(i, 18))).leaks()).isFalse();
    }

    @Test
    void single_outliers_hide_no_leak_and_make_none() {
        SplittableRandom random = new SplittableRandom(1);

        assertThat(heap(40, i -> noisy(random, i % 13 == 7 ? 30 : 0)).leaks()).isFalse();
        assertThat(heap(40, i -> noisy(random, i % 13 == 7 ? -30 : 0.4 * i)).leaks())
                .isTrue();
    }

    @Test
    void heap_that_rises_steadily_by_less_than_the_floor_does_not_leak() {
        assertThat(heap(40, i -> (long) (60 * MIB + i * 1_000)).leaks()).isFalse();
    }

    @Test
    void heap_that_swings_widely_does_not_leak_even_if_its_last_samples_are_high() {
        SplittableRandom random = new SplittableRandom(3);

        assertThat(heap(40, i -> (long) ((60 + 20 * random.nextDouble()) * MIB)).leaks())
                .isFalse();
    }

    @Test
    void one_thread_that_stays_after_each_run_leaks() {
        GrowthTrend trend =
                GrowthTrend.of(IntStream.range(0, 16).mapToObj(i -> 40L + i).toList(), HarnessResource.THREADS.floor());

        assertThat(trend.leaks()).isTrue();
        assertThat(trend.slope()).isEqualTo(1);
        assertThat(trend.growth()).isEqualTo(7);
    }

    @Test
    void one_thread_that_stays_after_each_fifth_run_leaks() {
        assertThat(GrowthTrend.of(
                                IntStream.range(0, 60)
                                        .mapToObj(i -> 40L + i / 5)
                                        .toList(),
                                HarnessResource.THREADS.floor())
                        .leaks())
                .isTrue();
    }

    @Test
    void too_few_samples_are_never_a_leak_and_never_conclusive() {
        GrowthTrend trend = heap(14, i -> (long) (i * 100 * MIB));

        assertThat(trend.conclusive()).isFalse();
        assertThat(trend.leaks()).isFalse();
        assertThat(GrowthTrend.of(List.of(), HEAP).conclusive()).isFalse();
        assertThat(GrowthTrend.of(List.of(5L), HEAP).growth()).isZero();
    }

    @Test
    void steadiness_is_that_of_mann_and_kendall_with_the_correction_for_ties() {
        // Eight rising values: S = 28, variance 8*7*21/18.
        assertThat(heap(16, i -> i).steadiness()).isCloseTo(27 / Math.sqrt(8 * 7 * 21 / 18.0), within(1e-9));
        // 1 1 2 2: S = 4, variance (4*3*13 - 2 * 2*1*9) / 18.
        assertThat(GrowthTrend.of(List.of(0L, 0L, 0L, 1L, 1L, 2L, 2L), 0).steadiness())
                .isCloseTo(3 / Math.sqrt((4 * 3 * 13 - 2 * 18) / 18.0), within(1e-9));
        assertThat(heap(20, i -> 7).steadiness()).isZero();
    }
}
