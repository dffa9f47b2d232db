package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static Interval of(long from, long to) {
        return new Interval(from, to);
    }

    @Test
    void overlaps_intervals_that_share_an_end_do_and_those_apart_do_not() {
        assertThat(of(3, 5).overlaps(5, 7)).isTrue();
        assertThat(of(3, 5).overlaps(1, 3)).isTrue();
        assertThat(of(3, 5).overlaps(4, 4)).isTrue();
        assertThat(of(3, 5).overlaps(0, 9)).isTrue();
        assertThat(of(3, 5).overlaps(6, 7)).isFalse();
        assertThat(of(3, 5).overlaps(1, 2)).isFalse();
    }

    @Test
    void union_joins_what_overlaps_and_keeps_apart_what_only_touches() {
        assertThat(Interval.union(List.of(of(7, 9), of(1, 4), of(2, 3), of(3, 6), of(6, 7))))
                .containsExactly(of(1, 6), of(6, 7), of(7, 9));
        assertThat(Interval.union(List.of())).isEmpty();
    }

    @Test
    void subtract_a_point_cuts_in_two_and_ends_that_touch_take_nothing_away() {
        assertThat(Interval.subtract(List.of(of(1, 9)), List.of(of(5, 5)))).containsExactly(of(1, 5), of(5, 9));
        assertThat(Interval.subtract(List.of(of(3, 6)), List.of(of(6, 8), of(1, 3))))
                .containsExactly(of(3, 6));
        assertThat(Interval.subtract(List.of(of(3, 6)), List.of(of(3, 6)))).isEmpty();
        assertThat(Interval.subtract(List.of(of(1, 3), of(5, 8)), List.of(of(2, 6))))
                .containsExactly(of(1, 2), of(6, 8));
    }

    @Test
    void union_and_subtract_of_random_intervals_agree_with_a_unit_by_unit_computation() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 500; round++) {
            List<Interval> some = intervals(random);
            List<Interval> others = intervals(random);
            BitSet left = units(some);
            left.andNot(units(others));

            List<Interval> union = Interval.union(some);
            List<Interval> difference = Interval.subtract(some, others);

            assertThat(units(union)).isEqualTo(units(some));
            assertThat(units(difference)).isEqualTo(left);
            assertDisjoint(union);
            assertDisjoint(difference);
        }
    }

    private static void assertDisjoint(List<Interval> inOrder) {
        for (int i = 1; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).fromNanos())
                    .isGreaterThanOrEqualTo(inOrder.get(i - 1).toNanos());
        }
    }

    private static List<Interval> intervals(SplittableRandom random) {
        List<Interval> all = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int from = random.nextInt(12);
            all.add(of(from, from + random.nextInt(5)));
        }
        return all;
    }

    /** The units of time that the intervals contain; a unit lasts from one whole number to the next. */
    private static BitSet units(List<Interval> intervals) {
        BitSet units = new BitSet();
        intervals.forEach(i -> units.set((int) i.fromNanos(), (int) i.toNanos()));
        return units;
    }
}
