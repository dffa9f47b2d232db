package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import org.junit.jupiter.api.Test;

class FencedViewTest {
    private int first;
    private int second;

    /** Client 1 holds 0x10 from 100; its znode is deleted at 5000; client 2 holds 0x11 from 5010. */
    private LockHistoryBuilder two() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        first = history.grant(1, 0x10, 0x12, 100);
        history.gone(0x10, 0x20, 5000);
        second = history.grant(2, 0x11, 0x20, 5010);
        return history.ended(9000);
    }

    private static CheckResult fenced(LockHistoryBuilder history) {
        return history.check("views=fenced");
    }

    @Test
    void write_without_a_token_after_a_younger_grant_is_stale_and_the_senders_fault() {
        CheckResult result = fenced(two().writes(1, first, 0, true, 0, 5500));

        assertThat(kinds(result)).containsExactly("stale-write!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.USER_CODE);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("the store accepted a stale write of client 1 (lock-1), which sent no token, by its hold of"
                        + " /locks/a from 0.100 s");
        assertThat(result.counterexample().rows())
                .filteredOn("culprit", true)
                .extracting("operation")
                .containsExactly(first);
    }

    @Test
    void write_without_a_token_before_the_younger_grant_is_valid() {
        assertThat(fenced(two().writes(1, first, 0, true, 0, 4000).writes(2, second, 0, true, 0, 6000))
                        .anomalies())
                .isEmpty();
    }

    @Test
    void write_without_a_token_by_a_hold_older_than_the_highest_token_is_stale() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        int op = history.grant(1, 0x10, 0x10, 100);

        CheckResult result = fenced(history.writes(1, op, 0, true, 0x11, 200));
        assertThat(kinds(result)).containsExactly("stale-write!");
        assertThat(result.scope())
                .contains("store with fencing tokens: 1 write without a token, 1 stale write accepted");
    }

    @Test
    void write_with_an_old_token_that_is_refused_is_valid_and_counted() {
        CheckResult result =
                fenced(two().writes(2, second, 0x11, true, 0, 5100).writes(1, first, 0x10, false, 0x11, 5500));

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope()).contains("store with fencing tokens: 2 writes, 1 refused");
    }

    @Test
    void write_with_an_old_token_that_is_accepted_means_a_broken_store() {
        CheckResult result = fenced(two().writes(1, first, 0x10, true, 0x11, 5500));

        assertThat(kinds(result)).containsExactly("store-accepted-old-token!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.HARNESS);
    }

    @Test
    void write_with_the_highest_token_after_a_younger_grant_is_valid() {
        assertThat(fenced(two().writes(1, first, 0x10, true, 0, 5500)).anomalies())
                .isEmpty();
    }

    @Test
    void write_by_an_unknown_hold_is_counted() {
        CheckResult result = fenced(two().writes(1, -1, 0, true, 0, 5500));

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope()).contains("1 by an unknown hold");
    }
}
