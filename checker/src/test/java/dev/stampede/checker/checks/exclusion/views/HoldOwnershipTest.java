package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldOwnershipTest {
    @Test
    void grant_read_in_another_session_than_the_owner_is_a_violation() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1).state(1, SessionState.RECONNECTED, 0xf1, 50);
        history.grantIn(1, LockHistoryBuilder.session(1), 0xf1, 0x10, 0x12, 100);
        history.release(1, 0x10, 0x13, 200);
        CheckResult result = history.check();

        assertThat(kinds(result)).containsExactly("foreign-grant!");
        assertThat(result.anomalies().get(0).because())
                .contains(
                        "the znode /locks/a/10 belongs to session 0xc1, but client 1 (lock-1) concluded from a read in session"
                                + " 0xf1 that it was granted: ZooKeeper deletes the znode when session 0xc1 ends");
    }

    @Test
    void grant_read_in_the_session_of_the_owner_is_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grantIn(1, LockHistoryBuilder.session(1), LockHistoryBuilder.session(1), 0x10, 0x12, 100);

        assertThat(history.ended(300).check().anomalies()).isEmpty();
    }

    @Test
    void latch_that_lists_in_another_session_than_its_znode_is_a_foreign_grant() {
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
        history.state(1, SessionState.CONNECTED, 0xf1, 60);
        history.attempt(1, -1, 0xf1, Opcode.GET_CHILDREN, "/l", Reply.ok(0x12), 69, 70);
        history.sample(1, true, 0x10, 0x12, 100, 110);

        assertThat(kinds(history.ended(300).checkElection("views=server"))).containsExactly("foreign-grant!");
    }

    @Test
    void latch_that_lists_in_its_own_session_is_valid() {
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
        history.attempt(1, -1, LockHistoryBuilder.session(1), Opcode.GET_CHILDREN, "/l", Reply.ok(0x12), 69, 70);
        history.sample(1, true, 0x10, 0x12, 100, 110);

        assertThat(history.ended(300).checkElection("views=server").anomalies()).isEmpty();
    }

    @Test
    void znode_of_a_hold_deleted_by_another_client_names_that_client() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3).at("/lock");
        history.grant(1, 0x10, 0x10, 100);
        history.gone(0x10, 0x12, 200);
        history.grant(2, 0x13, 0x13, 210);
        int theirs = history.release(1, 0x10, 0x15, 300);
        history.grant(3, 0x16, 0x16, 310);
        history.release(3, 0x16, 0x17, 350);
        CheckResult result = history.ended(400).check("views=server");

        assertThat(kinds(result)).containsExactly("foreign-delete!");
        Anomaly anomaly = result.anomalies().get(0);
        assertThat(anomaly.headline())
                .isEqualTo("client 1 (lock-1) deleted the znode with which client 2 (lock-2) held /locks/a");
        assertThat(anomaly.operations()).contains(theirs);
        assertThat(anomaly.because()).anyMatch(line -> line.contains("client 1 (lock-1) calls release"));
    }

    @Test
    void delete_with_a_zxid_that_was_recorded_late_is_no_anomaly() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2).at("/lock");
        history.grant(1, 0x10, 0x10, 100);
        history.gone(0x10, 0x12, 150);
        history.grant(2, 0x13, 0x13, 160);
        history.gone(0x13, 0x14, 300);
        history.attempt(1, -1, 0xc1, Opcode.DELETE, "/lock", Reply.ok(0x15), 169, 170);

        assertThat(history.ended(400).check("views=server").anomalies()).isEmpty();
    }

    @Test
    void znode_deleted_by_its_own_client_is_valid_also_in_a_later_session() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.attempt(1, -1, 0xf1, Opcode.DELETE, history.path(0x10), Reply.ok(0x12), 149, 150);

        assertThat(history.ended(400).check("views=server").anomalies()).isEmpty();
    }

    @Test
    void znode_deleted_by_another_after_the_release_is_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 150);
        history.attempt(
                2, -1, LockHistoryBuilder.session(2), Opcode.DELETE, history.path(0x10), Reply.ok(0x12), 199, 200);

        assertThat(history.ended(400).check("views=server").anomalies()).isEmpty();
    }

    @Test
    void znode_not_ephemeral_that_outlives_its_session_is_a_violation() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1).persistent();
        history.grant(1, 0x10, 0x10, 100);
        history.state(1, SessionState.SUSPENDED, 150).doubts(1, 151).state(1, SessionState.EXPIRED, 3500);
        CheckResult result = history.ended(9500).check();

        assertThat(kinds(result)).containsExactly("outlives-session!");
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("the znode with which client 1 (lock-1) held /locks/a outlived its session by 6 s and"
                        + " still exists");
    }

    @Test
    void znode_not_ephemeral_that_is_released_in_its_session_is_valid() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1).persistent();
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x11, 200);
        history.state(1, SessionState.CLOSED, 300);

        assertThat(history.check().anomalies()).isEmpty();
    }

    @Test
    void ephemeral_znode_does_not_outlive_its_session() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.state(1, SessionState.SUSPENDED, 150).doubts(1, 151).state(1, SessionState.EXPIRED, 3500);

        assertThat(kinds(history.gone(0x10, 0x20, 3300).ended(9500).check())).isEqualTo(List.of());
    }
}
