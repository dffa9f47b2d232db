package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

class DoubtCheckTest {
    private static LockHistoryBuilder suspended() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        return history.state(1, SessionState.SUSPENDED, 200);
    }

    @Test
    void doubt_within_100_ms_of_SUSPENDED_is_disciplined() {
        assertThat(suspended().doubts(1, 300).ended(2000).check().anomalies()).isEmpty();
    }

    @Test
    void doubt_after_100_ms_is_undisciplined_and_the_client_code_is_to_blame() {
        CheckResult result = suspended().doubts(1, 301).ended(2000).check();

        assertThat(kinds(result)).containsExactly("undisciplined!");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.USER_CODE);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "client 1 (lock-1) relied on /locks/a for 101 ms after it was notified that its connection was"
                                + " lost");
        assertThat(result.anomalies().get(0).promise()).isEqualTo(ExclusionCitations.LOCK_SUSPENDED);
    }

    @Test
    void doubt_of_code_with_its_own_handles_is_due_within_1_s_because_its_library_has_yet_to_notice() {
        assertThat(suspended().doubts(1, 1200).ended(2000).check("raw=own").anomalies())
                .isEmpty();

        CheckResult result = suspended().doubts(1, 1201).ended(2000).check("raw=own");

        assertThat(kinds(result)).containsExactly("undisciplined!");
        assertThat(result.anomalies().get(0).because().get(0)).contains("(1000 ms and its JVM's stalls)");
    }

    @Test
    void doubt_that_never_comes_is_undisciplined_without_any_overlap() {
        assertThat(kinds(suspended().ended(2000).check())).containsExactly("undisciplined!");
    }

    @Test
    void doubt_that_is_late_by_the_stalls_of_its_JVM_is_disciplined() {
        LockHistoryBuilder history = suspended().stalls("harness", 150, 260).stalls("harness", 350, 420);

        assertThat(history.doubts(1, 430).ended(2000).check().anomalies()).isEmpty();
    }

    @Test
    void doubt_that_is_late_by_more_than_its_stalls_is_undisciplined() {
        LockHistoryBuilder history = suspended().stalls("harness", 150, 260).stalls("harness", 350, 420);

        assertThat(kinds(history.doubts(1, 431).ended(2000).check())).containsExactly("undisciplined!");
    }

    @Test
    void stall_of_another_JVM_does_not_extend_the_deadline() {
        LockHistoryBuilder history = suspended().stalls("worker-1", 200, 900);

        assertThat(kinds(history.doubts(1, 500).ended(2000).check())).containsExactly("undisciplined!");
    }

    @Test
    void doubt_of_another_key_does_not_count() {
        LockHistoryBuilder history = suspended()
                .add(new dev.stampede.checker.history.data.Event.Doubted(
                        1, "/locks/b", "why", LockHistoryBuilder.nanos(210)));

        assertThat(kinds(history.ended(2000).check())).containsExactly("undisciplined!");
    }

    @Test
    void release_within_100_ms_needs_no_doubt() {
        LockHistoryBuilder history = suspended();
        history.release(1, 0x10, 0x11, 300);

        assertThat(history.ended(2000).check().anomalies()).isEmpty();
    }

    @Test
    void history_that_ends_within_100_ms_proves_nothing() {
        assertThat(suspended().ended(290).check().anomalies()).isEmpty();
    }

    @Test
    void session_policy_lets_a_client_believe_until_LOST() {
        LockHistoryBuilder history =
                suspended().state(1, SessionState.LOST, 3200).doubts(1, 3250).ended(9000);

        assertThat(history.check("policy=session").anomalies()).isEmpty();
        assertThat(kinds(history.check())).containsExactly("undisciplined!");
    }

    @Test
    void session_policy_demands_a_doubt_at_LOST() {
        LockHistoryBuilder history =
                suspended().state(1, SessionState.LOST, 3200).ended(9000);

        assertThat(kinds(history.check("policy=session"))).containsExactlyInAnyOrder("undisciplined!", "stale-belief!");
    }

    @Test
    void raw_client_receives_Disconnected() {
        CheckResult result = suspended().ended(2000).check("raw=true");

        assertThat(result.anomalies().get(0).because()).anyMatch(line -> line.contains("it received Disconnected"));
    }

    @Test
    void grant_that_returns_after_SUSPENDED_must_be_doubted_unless_the_client_reconnects() {
        LockHistoryBuilder late = LockHistoryBuilder.of(1).state(1, SessionState.SUSPENDED, 95);
        late.grant(1, 0x10, 0x10, 100);
        LockHistoryBuilder back = LockHistoryBuilder.of(1).state(1, SessionState.SUSPENDED, 95);
        back.grant(1, 0x10, 0x10, 100);
        back.state(1, SessionState.RECONNECTED, 150);

        assertThat(kinds(late.ended(2000).check())).containsExactly("undisciplined!");
        assertThat(back.ended(2000).check().anomalies()).isEmpty();
    }

    @Test
    void belief_again_after_a_reconnect_in_the_same_session_is_disciplined() {
        LockHistoryBuilder history = suspended()
                .doubts(1, 210)
                .state(1, SessionState.RECONNECTED, 400)
                .believes(1, 0x10, 410);

        assertThat(history.ended(2000).check().anomalies()).isEmpty();
    }

    @Test
    void belief_again_after_the_session_expired_is_stale() {
        LockHistoryBuilder history = suspended()
                .doubts(1, 210)
                .state(1, SessionState.EXPIRED, 4000)
                .state(1, SessionState.CONNECTED, 0xf1, 4050)
                .believes(1, 0x10, 4300);
        CheckResult result = history.ended(9000).check();

        assertThat(kinds(result)).containsExactly("stale-belief!");
        assertThat(result.anomalies().get(0).because())
                .contains("it received EXPIRED (session 0xc1) at 4.000 s; its hold 0x10 depends on session 0xc1, and by"
                        + " 4.100 s it had to doubt");
    }

    @Test
    void new_grant_with_the_znode_of_an_expired_session_is_stale() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 1000);
        history.doubts(1, 2000);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 2001),
                Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(1),
                0,
                0x10,
                2002);
        history.state(1, SessionState.EXPIRED, LockHistoryBuilder.session(1), 6000);
        history.gone(0x10, 0x20, 5000);
        history.state(1, SessionState.CONNECTED, 0xdd, 6010);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 6015),
                Outcome.OK,
                null,
                null,
                0xdd,
                0x10,
                0,
                6020);
        assertThat(kinds(history.ended(9000).check())).containsExactly("stale-belief!");
    }

    @Test
    void new_grant_in_the_same_session_after_LOST_is_disciplined() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 1000);
        history.state(1, SessionState.SUSPENDED, 1990).doubts(1, 2000);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 2001),
                Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(1),
                0,
                0x10,
                2002);
        history.state(1, SessionState.LOST, LockHistoryBuilder.session(1), 5000);
        history.state(1, SessionState.RECONNECTED, LockHistoryBuilder.session(1), 5100);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 5105),
                Outcome.OK,
                null,
                null,
                LockHistoryBuilder.session(1),
                0x10,
                0x10,
                5110);
        assertThat(kinds(history.ended(9000).check())).isEmpty();
    }

    @Test
    void belief_again_in_a_new_session_without_a_reported_expiry_is_stale() {
        LockHistoryBuilder history = suspended()
                .doubts(1, 210)
                .state(1, SessionState.CONNECTED, 0xf1, 4050)
                .believes(1, 0x10, 4300);

        assertThat(kinds(history.ended(9000).check())).containsExactly("stale-belief!");
    }

    @Test
    void clients_that_cannot_doubt_are_not_judged_by_this_view() {
        CheckResult result = suspended().ended(2000).check("doubts=false");

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope())
                .contains(
                        "client view, up to its first SUSPENDED or LOST: not applicable (the clients' code cannot report doubts)");
    }

    @Test
    void latch_that_is_true_long_after_SUSPENDED_is_undisciplined() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.sample(1, true, 0x10, 0x11, 100, 101);
        history.state(1, SessionState.SUSPENDED, 150);
        history.sample(1, true, 0x10, 0x11, 200, 201);
        history.sample(1, true, 0x10, 0x11, 320, 321);

        assertThat(kinds(history.ended(2000).checkElection())).containsExactly("undisciplined!");
    }

    @Test
    void latch_that_is_false_after_SUSPENDED_is_disciplined() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.sample(1, true, 0x10, 0x11, 100, 101);
        history.state(1, SessionState.SUSPENDED, 150);
        history.sample(1, true, 0x10, 0x11, 200, 201);
        history.sample(1, false, 0, 0x11, 320, 321);

        assertThat(history.ended(2000).checkElection().anomalies()).isEmpty();
    }

    @Test
    void latch_that_is_true_with_the_znode_of_an_expired_session_is_stale() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.attempt(
                1,
                -1,
                LockHistoryBuilder.session(1),
                Opcode.CREATE,
                "/l/x",
                Reply.ok(0x10, LockHistoryBuilder.stat(0x10, LockHistoryBuilder.session(1))),
                49,
                50);
        history.sample(1, true, 0x10, 0x11, 100, 101);
        history.state(1, SessionState.SUSPENDED, 150);
        history.sample(1, false, 0, 0x11, 200, 201);
        history.state(1, SessionState.EXPIRED, 4000).state(1, SessionState.CONNECTED, 0xf1, 4010);
        history.sample(1, true, 0x10, 0x11, 4200, 4201);

        assertThat(kinds(history.ended(5000).checkElection())).containsExactly("stale-belief!");
    }
}
