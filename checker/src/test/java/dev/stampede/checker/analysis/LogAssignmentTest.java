package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.LogAssignment.Others;
import dev.stampede.checker.analysis.LogAssignment.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogAssignmentTest {
    private static final long END = Long.MAX_VALUE;

    private static Settlement settle(int write, List<Write> writes, Long... zxids) {
        return new LogAssignment(writes, List.of(zxids), (w, t) -> true, Others.NONE).settlement(write);
    }

    private static Write indeterminate(long after, long to) {
        return new Write(false, after, to);
    }

    private static Write acknowledged(long after, long to) {
        return new Write(true, after, to);
    }

    /** write 1 lost, transaction 5: nobody else can have caused it. */
    @Test
    void only_write_that_can_have_caused_a_transaction_was_applied() {
        assertThat(settle(0, List.of(indeterminate(1, END)), 5L)).isEqualTo(new Settlement.Applied(5));
        assertThat(settle(0, List.of(indeterminate(1, END)))).isEqualTo(new Settlement.NeverApplied());
    }

    /** write 1 lost, its repetition acknowledged: the only transaction is that of the repetition. */
    @Test
    void transaction_of_an_acknowledged_write_settles_the_write_before() {
        List<Write> writes = List.of(indeterminate(1, 9), acknowledged(1, 9));

        assertThat(settle(0, writes, 5L)).isEqualTo(new Settlement.NeverApplied());
        assertThat(settle(0, writes, 5L, 6L)).isEqualTo(new Settlement.Applied(5));
    }

    /**
     * two writes lost, one transaction: either can have caused it, unless the second one was sent after it was seen.
     */
    @Test
    void transaction_that_two_writes_can_have_caused_settles_neither() {
        List<Write> writes = List.of(indeterminate(1, END), indeterminate(1, END));

        assertThat(settle(0, writes, 5L)).isInstanceOf(Settlement.Open.class);
        assertThat(settle(1, writes, 5L)).isInstanceOf(Settlement.Open.class);
        assertThat(settle(1, List.of(indeterminate(1, END), indeterminate(5, END)), 5L))
                .isEqualTo(new Settlement.NeverApplied());
    }

    @Test
    void transaction_that_belongs_to_no_write_settles_nothing() {
        assertThat(settle(0, List.of(indeterminate(6, END)), 5L)).isInstanceOf(Settlement.Open.class);
        assertThat(settle(1, List.of(acknowledged(1, 9), indeterminate(9, END))))
                .isInstanceOf(Settlement.Open.class);
    }

    @Test
    void settlement_is_what_all_assignments_of_a_brute_force_have_in_common() {
        SplittableRandom random = new SplittableRandom(3);
        int applied = 0;
        int never = 0;
        for (int i = 0; i < 20_000; i++) {
            List<Write> writes = new ArrayList<>();
            for (int w = random.nextInt(6); w >= 0; w--) {
                long after = random.nextInt(8);
                writes.add(new Write(
                        random.nextBoolean(), after, random.nextInt(3) == 0 ? END : after + random.nextInt(6)));
            }
            List<Long> zxids = new ArrayList<>();
            for (long zxid = 1; zxid < 10; zxid++) {
                if (random.nextInt(3) == 0) {
                    zxids.add(zxid);
                }
            }
            boolean[][] fits = new boolean[writes.size()][zxids.size()];
            for (boolean[] row : fits) {
                for (int t = 0; t < row.length; t++) {
                    row[t] = random.nextInt(8) > 0;
                }
            }
            Others others = List.of(Others.values()).get(Math.max(0, random.nextInt(5) - 2));
            List<int[]> all = new ArrayList<>();
            enumerate(writes, zxids, fits, others, 0, 0, new int[writes.size()], all);
            LogAssignment assignment = new LogAssignment(writes, zxids, (w, t) -> fits[w][t], others);
            for (int w = 0; w < writes.size(); w++) {
                Settlement settlement = assignment.settlement(w);
                assertThat(settlement.getClass())
                        .as("%s %s %s", writes, zxids, others)
                        .isEqualTo(common(all, w, zxids).getClass());
                if (settlement instanceof Settlement.Applied) {
                    assertThat(settlement).isEqualTo(common(all, w, zxids));
                    applied++;
                } else if (settlement instanceof Settlement.NeverApplied) {
                    never++;
                }
            }
        }
        assertThat(applied).isGreaterThan(1_000);
        assertThat(never).isGreaterThan(1_000);
    }

    /** Adds each assignment: for each write the index of its transaction, or -1. */
    private static void enumerate(
            List<Write> writes,
            List<Long> zxids,
            boolean[][] fits,
            Others others,
            int write,
            int next,
            int[] chosen,
            List<int[]> all) {
        if (write == writes.size()) {
            if (next == zxids.size() || others != Others.NONE) {
                all.add(chosen.clone());
            }
            return;
        }
        Write w = writes.get(write);
        if (!w.acknowledged()) {
            chosen[write] = -1;
            enumerate(writes, zxids, fits, others, write + 1, next, chosen, all);
        }
        for (int t = next; t < (others == Others.ANY ? zxids.size() : Math.min(next + 1, zxids.size())); t++) {
            if (w.afterZxid() < zxids.get(t) && zxids.get(t) <= w.toZxid() && fits[write][t]) {
                chosen[write] = t;
                enumerate(writes, zxids, fits, others, write + 1, t + 1, chosen, all);
            }
        }
    }

    private static Settlement common(List<int[]> all, int write, List<Long> zxids) {
        List<Integer> choices =
                all.stream().map(chosen -> chosen[write]).distinct().toList();
        if (choices.size() != 1) {
            return new Settlement.Open("");
        }
        return choices.get(0) < 0 ? new Settlement.NeverApplied() : new Settlement.Applied(zxids.get(choices.get(0)));
    }
}
