package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Outcome;
import org.junit.jupiter.api.Test;

/** Masters at the change of the day. */
class DayChangeCheckTest {
    private static final String YESTERDAY = "/master/2026-11-23";
    private static final String TODAY = "/master/2026-11-24";

    private final LockHistoryBuilder history = LockHistoryBuilder.of(2);

    private DayChangeCheckTest grant(int client, String day, long token, long at) {
        int op = history.invoked(client, day, Acquire.EXCLUSIVE, at - 10);
        history.completed(op, Outcome.OK, null, null, LockHistoryBuilder.session(client), token, token, at);
        return this;
    }

    private DayChangeCheckTest release(int client, String day, long at) {
        history.completed(
                history.invoked(client, day, Release.EXCLUSIVE, at),
                Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(client),
                0,
                0x30,
                at + 1);
        return this;
    }

    private CheckResult judged() {
        return history.ended(9000).checkNamed(DayChangeCheck.NAME);
    }

    @Test
    void master_that_resigns_with_its_day_and_is_elected_again_is_valid() {
        history.day(1, YESTERDAY, 10).day(1, TODAY, 1000);
        CheckResult result = grant(1, YESTERDAY, 0x10, 100)
                .release(1, YESTERDAY, 1010)
                .grant(1, TODAY, 0x12, 1100)
                .judged();

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).isEqualTo("1 day change on the clocks of 1 client, 0 anomalies");
    }

    @Test
    void master_that_continues_after_its_day_has_overstayed() {
        history.day(1, YESTERDAY, 10).day(1, TODAY, 1000);
        CheckResult result =
                grant(1, YESTERDAY, 0x10, 100).release(1, YESTERDAY, 1500).judged();

        assertThat(kinds(result)).containsExactly("overstayed!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo(
                        "client 1 (lock-1) continued as the master of /master/2026-11-23 for 500 ms after that day had ended by"
                                + " its own clock");
    }

    @Test
    void stall_of_its_jvm_gives_a_master_more_time() {
        history.day(1, YESTERDAY, 10).day(1, TODAY, 1000).stalls("harness", 1010, 1480);

        assertThat(kinds(grant(1, YESTERDAY, 0x10, 100)
                        .release(1, YESTERDAY, 1500)
                        .judged()))
                .isEmpty();
    }

    @Test
    void day_of_another_clients_clock_counts_for_that_client_only() {
        history.day(1, YESTERDAY, 10).day(2, YESTERDAY, 10).day(2, TODAY, 1000);

        assertThat(kinds(grant(1, YESTERDAY, 0x10, 100)
                        .release(1, YESTERDAY, 1500)
                        .judged()))
                .isEmpty();
    }

    @Test
    void grant_of_a_day_that_has_ended_must_be_released_at_once() {
        history.day(1, YESTERDAY, 10).day(1, TODAY, 1000);

        assertThat(kinds(grant(1, YESTERDAY, 0x10, 1200)
                        .release(1, YESTERDAY, 1250)
                        .judged()))
                .isEmpty();
        assertThat(kinds(grant(1, YESTERDAY, 0x11, 2000)
                        .release(1, YESTERDAY, 2500)
                        .judged()))
                .containsExactly("overstayed!");
    }

    @Test
    void grant_with_the_znode_of_the_previous_day_is_reported() {
        history.day(1, YESTERDAY, 10).day(1, TODAY, 1000);
        CheckResult result = grant(1, YESTERDAY, 0x10, 100)
                .release(1, YESTERDAY, 1010)
                .grant(1, TODAY, 0x10, 1100)
                .judged();

        assertThat(kinds(result)).containsExactly("binding-of-another-day!");
    }
}
