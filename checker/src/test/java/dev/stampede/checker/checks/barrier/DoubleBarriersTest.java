package dev.stampede.checker.checks.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.TrackSpan;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import org.junit.jupiter.api.Test;

/** Barriers of two members that clients enter and leave together. */
class DoubleBarriersTest {
    private final BarrierHistoryBuilder history = new BarrierHistoryBuilder().clients(4);

    /*
     * client 1  [enter ...]  [leave .......]
     * client 2      [enter]       [leave]
     */
    @Test
    void check_clients_that_enter_and_leave_together_are_valid() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .left(2, 50, 60)
                .left(1, 40, 60)
                .alive(1, 90)
                .alive(2, 90);

        assertThat(history.kinds()).isEmpty();
        assertThat(history.check().coverage().text()).isEqualTo("4 calls judged");
    }

    /*
     * client 1  [enter]
     * client 2           [enter]
     */
    @Test
    void check_a_client_that_enters_before_the_other_one_has_called_is_early() {
        history.entered(1, 10, 19).entered(2, 20, 30);

        assertThat(history.kinds()).containsExactly("entered-early!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "client 1 entered /barriers/a at 0.019 s, although at most 1 of 2 members can have been in it at one"
                                + " time until then");
    }

    @Test
    void check_a_client_that_calls_at_the_moment_of_the_return_counts() {
        history.entered(1, 10, 20).entered(2, 20, 30);

        assertThat(history.kinds()).isEmpty();
    }

    /*
     * client 1  [enter → timed out]
     * client 2                       [enter]
     */
    @Test
    void check_a_client_that_has_given_up_does_not_count() {
        history.enter(1, Outcome.FAILED, 10, 19).entered(2, 20, 30);

        assertThat(history.kinds()).containsExactly("entered-early!");
    }

    @Test
    void check_a_client_with_an_unknown_outcome_may_be_in_the_barrier_for_ever() {
        history.enter(1, Outcome.INDETERMINATE, 10, 19).entered(2, 20, 30).left(2, 40, 50);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_client_may_enter_late_after_the_others_have_left() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .left(2, 40, 50)
                .left(1, 40, 50)
                .entered(3, 60, 70);

        assertThat(history.kinds()).isEmpty();
    }

    /*
     * client 1  [enter ...]  [leave]
     * client 2      [enter]             [leave]
     */
    @Test
    void check_a_client_that_leaves_before_the_other_one_has_called_leave_is_early() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .left(1, 40, 50)
                .alive(2, 55)
                .left(2, 60, 70);

        assertThat(history.kinds()).containsExactly("left-early!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "client 1's leave of /barriers/a succeeded at 0.050 s, although client 2 had entered it by 0.030 s"
                                + " and had not called leave");
    }

    @Test
    void check_a_client_that_stays_connected_has_not_left() {
        history.entered(1, 10, 30).entered(2, 20, 30).left(1, 40, 50).ended(10_000);

        assertThat(history.kinds()).containsExactly("left-early!");
    }

    @Test
    void check_a_client_whose_session_may_have_ended_may_have_left() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .left(1, 40, 50)
                .alive(2, 45)
                .state(2, SessionState.SUSPENDED, 48);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_leave_that_timed_out_says_nothing() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .leave(1, Outcome.FAILED, 40, 50)
                .alive(2, 55);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_later_participant_may_be_missing_in_a_stale_read() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .entered(3, 31, 35)
                .left(2, 40, 50)
                .left(1, 40, 50)
                .alive(3, 55);

        assertThat(history.kinds()).containsExactly("left-early?", "left-early?");
    }

    /*
     * client 1  [enter ....................... 13 s]
     * client 2   [enter ...................... 13 s]
     */
    @Test
    void check_clients_that_do_not_enter_although_all_are_there_are_stuck() {
        history.enter(1, Outcome.FAILED, 10, 10_000)
                .enter(2, Outcome.FAILED, 20, 10_000)
                .ended(20_000);
        assertThat(history.kinds()).as("within the limit of 11 s").isEmpty();

        history.enter(1, Outcome.FAILED, 10_010, 23_000)
                .enter(2, Outcome.FAILED, 10_020, 23_000)
                .ended(30_000);
        assertThat(history.kinds()).containsExactly("stuck!", "stuck!");
        assertThat(history.check().anomalies().get(0).headline())
                .startsWith(
                        "client 1 waited in enter of /barriers/a until 23.000 s, although all 2 members had been in it since"
                                + " 10.020 s, the clients were connected, and no fault acted (allowed: 11 s");
    }

    /*
     * client 1  [enter ..............................]
     * client 2    [enter] [leave]
     */
    @Test
    void check_a_client_without_which_the_other_one_cannot_have_entered_is_stuck() {
        history.entered(2, 20, 30)
                .leave(2, Outcome.FAILED, 40, 50)
                .enter(1, Outcome.FAILED, 10, 12_000)
                .ended(20_000);

        assertThat(history.kinds()).containsExactly("stuck!");
        assertThat(history.check().anomalies().get(0).headline())
                .contains("client 2 entered by 0.030 s, which was possible only because this client was in it");
    }

    @Test
    void check_the_stack_of_a_users_class_that_is_stuck_is_shown() {
        history.variant("com.example.MyBarrier")
                .entered(2, 20, 30)
                .leave(2, Outcome.FAILED, 40, 50)
                .enter(1, Outcome.FAILED, 10, 12_000)
                .add(new Event.OperationBlocked(
                        2,
                        "stampede-client-1 is WAITING\n  at com.example.MyBarrier.enter(MyBarrier.java:7)",
                        2_000_000_000L))
                .ended(20_000);

        assertThat(history.check().anomalies().get(0).because().get(0))
                .isEqualTo("since 2.000 s at the latest, stampede-client-1 is WAITING in"
                        + " com.example.MyBarrier.enter(MyBarrier.java:7)");
    }

    @Test
    void check_a_client_that_waits_for_a_member_is_not_stuck() {
        history.enter(1, Outcome.FAILED, 10, 12_000)
                .enter(2, Outcome.FAILED, 11_000, 13_000)
                .ended(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_client_that_does_not_leave_although_all_others_have_is_stuck() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .left(2, 40, 50)
                .leave(1, Outcome.FAILED, 40, 12_000)
                .ended(20_000);

        assertThat(history.kinds()).containsExactly("stuck!");
    }

    @Test
    void check_a_client_that_waits_for_another_one_to_leave_is_not_stuck() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .leave(1, Outcome.FAILED, 40, 12_000)
                .left(2, 11_900, 12_000)
                .ended(20_000);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_client_that_waits_for_one_whose_session_has_ended_is_stuck() {
        history.entered(1, 10, 30)
                .entered(2, 20, 30)
                .state(2, SessionState.EXPIRED, 100)
                .leave(1, Outcome.FAILED, 40, 12_000)
                .ended(20_000);

        assertThat(history.kinds()).containsExactly("stuck!");
    }

    @Test
    void picture_shows_who_was_inside() {
        history.entered(1, 10, 30).entered(2, 20, 30).left(2, 50, 60).left(1, 40, 60);

        Track track = BarrierCheck.of(BarrierHistoryBuilder.spec("barrier"))
                .picture(history.history())
                .get(0);
        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("client 1", "client 2");
        assertThat(track.lanes().get(0).spans())
                .extracting(TrackSpan::label)
                .containsExactlyInAnyOrder("enter a: passed", "inside a", "leave a: passed");
    }
}
