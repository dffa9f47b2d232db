package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user's lock that cannot report doubts, so that the disciplined view does not apply. */
class UserLockTest {
    private static final String CLASS = "com.example.BrokenLock";

    /** The times of each round: the two clients hold from 5 to 29 ms and from 10 to 31 ms after it began. */
    private static final int ROUND = 40;

    private static LockHistoryBuilder history() {
        return LockHistoryBuilder.of(2).variant(CLASS);
    }

    private static int granted(LockHistoryBuilder history, int client, long at) {
        int op = history.invoked(client, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, at - 1);
        history.completed(op, Outcome.OK, null, null, history.sessionOf(client), 0, 0, at);
        return op;
    }

    /** A lock that writes to a znode in its release, but creates none of its own. */
    private static void released(LockHistoryBuilder history, int client, long zxid, long at) {
        int op = history.invoked(
                client, LockHistoryBuilder.KEY, dev.stampede.checker.history.data.LockInput.Release.EXCLUSIVE, at);
        history.attempt(client, op, Opcode.SET_DATA, "/locks/state", Reply.ok(zxid), at, at + 1);
        history.completed(op, dev.stampede.checker.history.data.OperationOutput.Custom.DONE, zxid, at + 1);
    }

    /** Two clients acquire the lock at once in many rounds, and each writes to the store without a token. */
    private static LockHistoryBuilder broken(int times) {
        LockHistoryBuilder history = history();
        for (int i = 0; i < times; i++) {
            long at = 1000L + (long) i * ROUND;
            int first = granted(history, 1, at + 5);
            int second = granted(history, 2, at + 10);
            history.writes(2, second, 0, true, 0, at + 15);
            history.writes(1, first, 0, true, 0, at + 20);
            released(history, 1, 0x100 + 2L * i, at + 29);
            released(history, 2, 0x101 + 2L * i, at + 31);
        }
        return history;
    }

    private static RunVerdict judge(LockHistoryBuilder history) {
        Check check = Checks.of(LockHistoryBuilder.spec(MutualExclusionCheck.NAME, "doubts=false"));
        return CheckRunner.judge(history.history(), List.of(check), Duration.ofSeconds(60), 1 << 26);
    }

    @Test
    void headline_is_that_two_clients_held_the_lock_at_once_and_stale_writes_are_its_consequence() {
        LockHistoryBuilder history =
                broken(1129).fault(FaultScope.of("kill", "leader").members(1), 40_000, 42_000);

        RunVerdict verdict = judge(history.ended(60_000));

        assertThat(verdict.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(verdict.headline())
                .isEqualTo("client 1 (lock-1) and client 2 (lock-2) held /locks/a at once for 19 ms while client 1"
                        + " (lock-1) was connected and its session alive; no fault was in effect (the first of 1,129)");
        assertThat(verdict.findings()).hasSize(1);
        RunFinding finding = verdict.findings().get(0);
        assertThat(finding.kind()).isEqualTo("belief-overlap");
        assertThat(finding.count()).isEqualTo(1129);
        assertThat(finding.layer()).isEqualTo("the user's code: " + CLASS);
        assertThat(finding.consequences()).hasSize(1);
        assertThat(finding.consequences().get(0).kind()).isEqualTo("stale-write");
        assertThat(finding.consequences().get(0).count()).isEqualTo(1129);
    }

    @Test
    void causal_chain_has_at_most_eight_steps_and_begins_with_the_conclusion() {
        Anomaly first = judge(broken(3).ended(9_000)).violations().get(0);

        assertThat(first.because()).hasSizeLessThanOrEqualTo(8);
        assertThat(first.because().subList(0, 2))
                .containsExactly(
                        "client 1 (lock-1) was granted /locks/a at 1.005 s, and client 2 (lock-2) at 1.010 s",
                        "belief view: client 1 (lock-1) had no reason to doubt: it was connected in session 0xc1"
                                + " throughout, and a write that it sent at 1.109 s in that session was acknowledged");
        assertThat(first.because()).anyMatch(step -> step.contains("no fault is in effect"));
    }

    @Test
    void overlap_is_the_caveat_of_tech_note_10_if_the_session_of_the_older_holder_may_have_ended() {
        LockHistoryBuilder history = history();
        granted(history, 1, 100);
        granted(history, 2, 5010);
        history.state(1, SessionState.SUSPENDED, 5500).state(1, SessionState.EXPIRED, 6000);

        RunVerdict verdict = judge(history.ended(9000));

        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(kinds(verdict.checks().get(0))).containsExactly("belief-overlap?");
    }

    @Test
    void overlap_is_a_caveat_if_the_older_holder_was_not_connected_when_the_other_was_granted() {
        LockHistoryBuilder history = history();
        int older = granted(history, 1, 100);
        history.state(1, SessionState.SUSPENDED, 4000);
        granted(history, 2, 5010);
        history.state(1, SessionState.RECONNECTED, 0xc1, 5500);
        history.attempt(1, older, Opcode.SET_DATA, "/locks/state", Reply.ok(0x20), 5600, 5601);

        assertThat(kinds(judge(history.ended(9000)).checks().get(0))).containsExactly("belief-overlap?");
    }

    @Test
    void overlap_counts_until_the_older_holder_lost_its_connection() {
        LockHistoryBuilder history = history();
        int older = granted(history, 1, 100);
        granted(history, 2, 1000);
        history.attempt(1, older, Opcode.SET_DATA, "/locks/state", Reply.ok(0x20), 1200, 1201);
        history.state(1, SessionState.SUSPENDED, 1500);

        Anomaly anomaly = judge(history.ended(9000)).violations().get(0);

        assertThat(anomaly.kind()).isEqualTo("belief-overlap");
        assertThat(anomaly.blame()).isEqualTo(Blame.USER_CODE);
        assertThat(anomaly.headline()).contains("at once for 500 ms");
    }

    @Test
    void holds_that_follow_each_other_are_no_anomaly() {
        LockHistoryBuilder history = history();
        granted(history, 1, 100);
        released(history, 1, 0x10, 200);
        granted(history, 2, 300);
        released(history, 2, 0x11, 400);

        assertThat(judge(history.ended(9000)).verdict()).isEqualTo(Verdict.VALID);
    }
}
