package dev.stampede.checker.checks.barrier;

import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.BarrierInput.AwaitBarrier;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.testing.FaultScope;
import org.junit.jupiter.api.Test;

/** Barriers that are set and lifted, and timeouts. */
class BarrierCheckTest {
    private final BarrierHistoryBuilder history = new BarrierHistoryBuilder().clients(3);

    /*
     * client 1  [set]                       [lift]
     * client 2         [await ............... → passed]
     * client 3         [await → timed out]
     */
    @Test
    void check_a_client_that_waits_until_the_barrier_is_lifted_is_valid() {
        history.set(1, 10, 20)
                .timedOut(3, 50, 25, 80)
                .lift(1, 90, 100)
                .passed(2, ResultCode.NONODE, 30, 110)
                .ended(200);

        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history.check().scope()).isEqualTo("1 barrier, 3 successful calls, 1 timeout");
        assertThat(history.check().coverage().text()).isEqualTo("2 calls judged");
    }

    @Test
    void check_without_calls_of_barriers_is_inconclusive() {
        assertThat(history.check().reason()).isEqualTo("no call of a barrier was recorded");
    }

    /*
     * client 1  [set]                  [lift]
     * client 2         [await → passed]
     */
    @Test
    void check_a_client_that_passes_although_no_member_said_that_the_barrier_is_lifted_is_early() {
        history.set(1, 10, 20)
                .passed(2, ResultCode.CONNECTIONLOSS, 30, 40)
                .lift(1, 41, 50)
                .ended(200);

        assertThat(history.kinds()).containsExactly("passed-early!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "client 2 passed /barriers/a at 0.040 s, although client 1 had set it by 0.020 s, and no client had"
                                + " lifted it since; no member had answered that it does not exist");
    }

    @Test
    void check_a_client_that_passes_by_a_stale_read_is_a_caveat_up_to_the_limit() {
        history.set(1, 10, 20).passed(2, ResultCode.NONODE, 30, 40).ended(200);
        assertThat(history.kinds()).containsExactly("passed-early?");

        history.passed(3, ResultCode.NONODE, 9_000, 9_010);
        assertThat(history.kinds()).containsExactly("passed-early?", "passed-early!");
        assertThat(history.check().violations().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_a_client_without_recorded_requests_may_have_read_a_stale_state() {
        history.set(1, 10, 20).passed(2, 30, 40).ended(200);
        assertThat(history.kinds()).containsExactly("passed-early?");

        history.passed(3, 9_000, 9_010);
        assertThat(history.check().violations().get(0).blame()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_a_client_that_set_the_barrier_itself_cannot_read_a_stale_state() {
        history.set(1, 10, 20).passed(1, ResultCode.NONODE, 30, 40).ended(200);

        assertThat(history.kinds()).containsExactly("passed-early!");
    }

    @Test
    void check_a_lift_that_overlaps_the_wait_explains_it() {
        history.set(1, 10, 20).lift(3, 35, 60).passed(2, ResultCode.CONNECTIONLOSS, 30, 40);
        assertThat(history.kinds()).isEmpty();

        history.set(1, 61, 70).passed(2, ResultCode.CONNECTIONLOSS, 71, 80);
        assertThat(history.kinds()).containsExactly("passed-early!");
    }

    @Test
    void check_a_lift_with_an_unknown_outcome_explains_passes_until_its_session_is_answered_again() {
        history.lift(3, Outcome.INDETERMINATE, 5, 8).set(1, 10, 20).passed(2, ResultCode.CONNECTIONLOSS, 30, 40);
        assertThat(history.kinds()).isEmpty();

        history.set(3, 41, 50).set(1, 51, 55).passed(2, ResultCode.CONNECTIONLOSS, 60, 70);
        assertThat(history.kinds()).containsExactly("passed-early!");
    }

    @Test
    void check_a_lift_that_failed_explains_nothing() {
        history.set(1, 10, 20).lift(3, Outcome.FAILED, 25, 28).passed(2, ResultCode.CONNECTIONLOSS, 30, 40);

        assertThat(history.kinds()).containsExactly("passed-early!");
    }

    /*
     * client 1  [set] [lift]
     * client 2            [await .................................. 8 s]
     */
    @Test
    void check_a_client_that_waits_for_a_lifted_barrier_longer_than_the_limit_is_stuck() {
        history.set(1, 10, 20)
                .lift(1, 30, 40)
                .passed(2, ResultCode.NONODE, 35, 5_000)
                .ended(20_000);
        assertThat(history.kinds()).as("within the limit of 6 s").isEmpty();

        history.passed(3, ResultCode.NONODE, 35, 8_000);
        assertThat(history.kinds()).containsExactly("stuck!");
        assertThat(history.check().anomalies().get(0).headline())
                .startsWith(
                        "client 3 waited for /barriers/a until 8.000 s, although it had been lifted by 0.040 s, the client"
                                + " was connected, and no fault acted (allowed: 6 s");
    }

    @Test
    void check_a_wait_that_never_returns_is_stuck() {
        history.invoked(2, BarrierHistoryBuilder.KEY, new AwaitBarrier(BarrierInput.UNLIMITED), 35);
        history.ended(20_000);

        assertThat(history.kinds()).containsExactly("stuck!");
        assertThat(history.check().coverage().text()).isEqualTo("0 of 1 call judged; 1 not judged: it never returned");
    }

    @Test
    void check_a_client_is_not_stuck_while_it_is_not_connected_or_a_fault_acts_or_the_barrier_is_set_again() {
        history.state(2, SessionState.SUSPENDED, 3_000)
                .state(2, SessionState.RECONNECTED, 6_000)
                .passed(2, ResultCode.NONODE, 10, 9_000)
                .set(1, 9_100, 9_110)
                .lift(1, 20_000, 20_100)
                .fault(FaultScope.of("pause", "leader").members(1), 22_000, 23_000)
                .passed(3, ResultCode.NONODE, 9_200, 29_000)
                .ended(29_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_set_with_an_unknown_outcome_may_keep_clients_back() {
        history.set(1, Outcome.INDETERMINATE, 10, 20)
                .passed(2, ResultCode.NONODE, 35, 8_000)
                .ended(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_timeout_that_is_reported_before_it_has_elapsed_is_early() {
        history.set(1, 10, 20).timedOut(2, 1_000, 30, 990).ended(2_000);
        assertThat(history.kinds()).as("clocks differ").isEmpty();

        history.timedOut(3, 1_000, 30, 900);
        assertThat(history.kinds()).containsExactly("early-timeout!");
    }

    @Test
    void check_a_call_that_returns_long_after_its_timeout_is_late() {
        history.set(1, 10, 20).timedOut(2, 1_000, 30, 11_000).ended(20_000);
        assertThat(history.kinds()).as("within the limit of 11 s").isEmpty();

        history.timedOut(3, 1_000, 30, 13_000);
        assertThat(history.kinds()).containsExactly("late-return!");
    }

    @Test
    void picture_shows_when_a_barrier_was_set_and_who_waited() {
        history.set(1, 10, 20).lift(1, 30, 40).passed(2, ResultCode.NONODE, 15, 41);

        Track track = BarrierCheck.of(BarrierHistoryBuilder.spec("barrier"))
                .picture(history.history())
                .get(0);
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("/barriers/a", "client 2");
        assertThat(track.lanes().get(0).spans()).hasSize(1);
    }

    @Test
    void check_without_time_gives_up() {
        history.set(1, 10, 20)
                .lift(1, 90, 100)
                .passed(2, ResultCode.NONODE, 30, 110)
                .ended(200);

        assertGivesUp(history.history(), BarrierCheck.NAME);
    }
}
