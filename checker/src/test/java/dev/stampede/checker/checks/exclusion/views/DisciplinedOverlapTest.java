package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisciplinedOverlapTest {
    /**
     * Client 1's session expires: its znode is deleted at 5000, client 2 is granted at 5010; client 1 is notified at
     * 5500.
     */
    private static LockHistoryBuilder timedOut() {
        LockHistoryBuilder history =
                LockHistoryBuilder.of(0).opened(1, "worker-1", 0).opened(2, "worker-2", 0);
        history.state(1, SessionState.CONNECTED, 0xc1, 0).state(2, SessionState.CONNECTED, 0xc2, 0);
        history.grant(1, 0x10, 0x12, 100);
        history.gone(0x10, 0x20, 5000);
        history.grant(2, 0x11, 0x20, 5010);
        history.state(1, SessionState.SUSPENDED, 5500).doubts(1, 5510);
        history.state(1, SessionState.EXPIRED, 6000);
        return history;
    }

    private static Anomaly only(LockHistoryBuilder history, String... parameters) {
        assertThat(history.check(parameters).anomalies()).hasSize(1);
        return history.check(parameters).anomalies().get(0);
    }

    private static void excused(Anomaly anomaly, String condition, Citation sentence) {
        assertThat(anomaly.kind()).isEqualTo("disciplined-overlap");
        assertThat(anomaly.excuse()).isEqualTo(sentence);
        assertThat(anomaly.blame()).isEqualTo(Blame.ASYNCHRONY);
        assertThat(anomaly.because()).contains("disciplined view: " + condition);
    }

    @Test
    void overlap_after_an_expiry_with_slack_and_no_delay_is_a_violation() {
        Anomaly anomaly = only(timedOut().ended(9000));

        assertThat(anomaly.kind()).isEqualTo("disciplined-overlap");
        assertThat(anomaly.caveat()).isFalse();
        assertThat(anomaly.blame()).isEqualTo(Blame.RECIPE);
        assertThat(anomaly.headline())
                .isEqualTo(
                        "client 1 (lock-1) and client 2 (lock-2) held /locks/a at once for 500 ms, and neither doubted");
    }

    @Test
    void doubt_before_the_next_grant_is_no_overlap() {
        LockHistoryBuilder history = timedOut().doubts(1, 4990).ended(9000);

        assertThat(kinds(history.check())).containsExactly("belief-overlap?");
    }

    @Test
    void overlap_without_slack_is_a_caveat_that_says_so() {
        EnsembleSettings slow = new EnsembleSettings(400, 10, 5, 800, 8000, 1000, 3000);

        excused(
                only(timedOut().settings(slow).ended(9000)),
                "the session timeout of 3000 ms leaves no slack: a client of a cut-off member stays connected for"
                        + " (syncLimit + 1) · tickTime = 2400 ms",
                ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_with_unknown_settings_is_a_caveat_that_says_so() {
        excused(
                only(timedOut().settings(null).ended(9000)),
                "the settings of the ensemble are unknown",
                ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_after_a_stall_longer_than_the_slack_is_the_caveat_of_tech_note_10() {
        excused(
                only(timedOut().stalls("worker-1", 1500, 5490).ended(9000)),
                "the JVM of client 1 (lock-1) stalled for 3.99 s, longer than the slack of 800 ms",
                ExclusionCitations.TECH_NOTE_10);
    }

    @Test
    void overlap_while_its_JVM_was_stopped_is_a_caveat_also_without_a_measured_stall() {
        excused(
                only(timedOut()
                        .fault(FaultScope.of("client-pause", "holder").clients(1), 1500, 5490)
                        .ended(9000)),
                "the JVM of client 1 (lock-1) was stopped by the fault client-pause-1#0",
                ExclusionCitations.TECH_NOTE_10);
    }

    @Test
    void overlap_after_a_stall_of_the_harness_is_a_caveat() {
        excused(
                only(timedOut().stalls("harness", 4000, 4900).ended(9000)),
                "the harness, whose proxies it uses, stalled for 900 ms, longer than the slack of 800 ms",
                ExclusionCitations.TECH_NOTE_10);
    }

    @Test
    void overlap_after_a_stall_within_the_slack_or_of_another_JVM_is_a_violation() {
        LockHistoryBuilder history = timedOut()
                .stalls("worker-1", 4100, 4900)
                .stalls("worker-2", 4000, 5005)
                .ended(9000);

        assertThat(kinds(history.check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_while_its_member_was_paused_is_a_caveat() {
        excused(
                only(timedOut()
                        .fault(FaultScope.of("pause", "leader").members(1), 3000, 5400)
                        .ended(9000)),
                "a member that client 1 (lock-1) was connected to was paused (fault pause-1#0)",
                ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_while_another_member_was_paused_is_a_violation() {
        LockHistoryBuilder history = timedOut()
                .fault(FaultScope.of("pause", "leader").members(2), 3000, 5400)
                .ended(9000);

        assertThat(kinds(history.check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_while_its_link_was_cut_one_way_is_a_caveat() {
        LockHistoryBuilder history = timedOut()
                .fault(FaultScope.of("client-partition", "one").clients(1).links(List.of("c1->1")), 1500, 5400);

        excused(
                only(history.ended(9000)),
                "the link c1->1 of client 1 (lock-1) or of its member was cut one way (fault client-partition-1#0)",
                ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_while_its_link_was_cut_both_ways_or_another_client_was_cut_is_a_violation() {
        List<String> both = List.of("c1->1", "1->c1");
        LockHistoryBuilder history = timedOut()
                .fault(FaultScope.of("client-partition", "one").clients(1).links(both), 1500, 5400);
        LockHistoryBuilder other = timedOut()
                .fault(FaultScope.of("client-partition", "one").clients(2).links(List.of("c2->1")), 1500, 5400);

        assertThat(kinds(history.ended(9000).check())).containsExactly("disciplined-overlap!");
        assertThat(kinds(other.ended(9000).check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_after_a_fault_closed_the_session_is_a_caveat() {
        LockHistoryBuilder history =
                timedOut().fault(FaultScope.of("session-expiry", "close").clients(1), 4900, 5000);

        excused(
                only(history.ended(9000)),
                "the fault session-expiry-1#0 closed the session of client 1 (lock-1): each member notifies its client when"
                        + " it applies the close",
                ExclusionCitations.CROSS_CLIENT_VIEWS);
    }

    @Test
    void overlap_after_a_faked_expiry_is_not_excused_by_it() {
        LockHistoryBuilder history =
                timedOut().fault(FaultScope.of("session-expiry", "faked").clients(1), 4900, 5000);

        assertThat(kinds(history.ended(9000).check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_before_LOST_with_the_session_policy_is_a_caveat() {
        excused(
                only(timedOut().ended(9000), "policy=session"),
                "client 1 (lock-1) doubts only on LOST, which comes later than the server's expiry",
                ExclusionCitations.SESSION_POLICY);
    }

    @Test
    void overlap_while_the_older_session_is_used_later_is_a_violation_despite_other_delays() {
        LockHistoryBuilder history = timedOut()
                .settings(null)
                .stalls("worker-1", 1500, 5490)
                .state(1, SessionState.RECONNECTED, 0xc1, 5700)
                .ended(9000);

        assertThat(kinds(history.check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_is_a_violation_if_a_write_in_the_older_session_was_acknowledged_later_despite_other_delays() {
        LockHistoryBuilder history = timedOut().settings(null).stalls("worker-1", 1500, 5490);
        history.attempt(1, -1, 0xc1, Opcode.SET_DATA, "/presence", Reply.ok(0x30), 5020, 5030);

        Anomaly anomaly = only(history.ended(9000));

        assertThat(anomaly.caveat()).isFalse();
        assertThat(anomaly.blame()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void overlap_after_a_read_or_an_earlier_or_refused_write_in_the_older_session_keeps_its_caveat() {
        LockHistoryBuilder history = timedOut().settings(null);
        history.attempt(1, -1, 0xc1, Opcode.GET_DATA, "/presence", Reply.ok(0x30), 5020, 5030);
        history.attempt(1, -1, 0xc1, Opcode.SET_DATA, "/presence", Reply.ok(0x1f), 5005, 5030);
        history.attempt(1, -1, 0xc1, Opcode.SET_DATA, "/presence", Reply.error(ResultCode.SESSIONEXPIRED), 5020, 5030);

        excused(only(history.ended(9000)), "the settings of the ensemble are unknown", ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_of_a_client_that_may_not_have_been_notified_yet_is_a_caveat_also_without_any_notification() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2)
                .fault(FaultScope.of("client-pause", "holder").clients(1), 102, 890);
        for (int c = 1; c <= 2; c++) {
            int op = history.invoked(c, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100L * c);
            history.completed(
                    op,
                    dev.stampede.checker.history.data.Outcome.OK,
                    null,
                    null,
                    LockHistoryBuilder.session(c),
                    0,
                    0,
                    100L * c + 5);
        }

        assertThat(kinds(history.ended(900).check())).containsExactly("disciplined-overlap?");
    }

    @Test
    void overlap_after_another_client_deleted_the_znode_of_a_live_session_is_a_violation() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        history.grant(1, 0x10, 0x12, 100);
        history.attempt(3, -1, 0xc3, Opcode.DELETE, history.path(0x10), Reply.ok(0x20), 199, 200);
        history.gone(0x10, 0x20, 200);
        history.grant(2, 0x11, 0x20, 210);

        assertThat(kinds(history.ended(900).check()))
                .containsExactlyInAnyOrder("foreign-delete!", "disciplined-overlap!");
    }

    @Test
    void overlap_with_an_unknown_end_of_the_session_is_a_caveat() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x12, 100);
        history.grant(2, 0x11, 0x20, 5010);
        history.state(1, SessionState.SUSPENDED, 5500).doubts(1, 5510).state(1, SessionState.EXPIRED, 6000);

        excused(
                only(history.ended(9000)),
                "it is unknown whether the session of client 1 (lock-1) had ended when the other was granted",
                ExclusionCitations.TECH_NOTE_14);
    }

    @Test
    void overlap_of_continuously_connected_clients_is_a_violation_also_without_znodes() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        for (int c = 1; c <= 2; c++) {
            int op = history.invoked(c, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100L * c);
            history.completed(
                    op,
                    dev.stampede.checker.history.data.Outcome.OK,
                    null,
                    null,
                    LockHistoryBuilder.session(c),
                    0,
                    0,
                    100L * c + 5);
        }

        assertThat(kinds(history.ended(900).check())).containsExactly("disciplined-overlap!");
    }

    @Test
    void overlap_in_the_belief_view_only_is_the_caveat_of_tech_note_10() {
        Anomaly anomaly = only(timedOut().ended(9000), "doubts=false");

        assertThat(anomaly.kind()).isEqualTo("belief-overlap");
        assertThat(anomaly.excuse()).isEqualTo(ExclusionCitations.TECH_NOTE_10);
    }

    @Test
    void slack_is_the_smaller_of_a_third_and_the_time_left_by_a_cut_off_member() {
        assertThat(OverlapCaveats.slackMillis(LockHistoryBuilder.SETTINGS, 3000))
                .isEqualTo(800);
        assertThat(OverlapCaveats.slackMillis(LockHistoryBuilder.SETTINGS, 9000))
                .isEqualTo(3000);
        assertThat(OverlapCaveats.slackMillis(LockHistoryBuilder.SETTINGS, 1500))
                .isEqualTo(-200);
    }
}
