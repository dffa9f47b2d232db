package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.testing.AbstractHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

class AuditedSessionsAndRoundsTest {
    private static final ZnodeStat STAT = new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0x1, 3, 0);

    private static void assertViolation(CheckResult result, String kind, String headline) {
        assertThat(kinds(result)).contains(kind + "!");
        assertThat(result.anomalies().get(0).headline()).isEqualTo(headline);
    }

    @Test
    void check_an_ephemeral_of_a_closed_session_is_a_violation_although_the_leader_still_tracks_it() {
        assertViolation(
                AuditHistoryBuilder.of(0).closed(0x1, 0x7).with("/a", STAT).check(),
                "orphan-ephemeral",
                "member 1 still has /a, whose owner, session 0x1, was closed: that had been acknowledged at zxid 0x7");
    }

    @Test
    void check_an_ephemeral_of_a_session_that_was_closed_after_the_audit_or_without_a_response_is_valid() {
        assertThat(AuditHistoryBuilder.of(0)
                        .closed(0x1, 0xa)
                        .with("/a", STAT)
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(AuditHistoryBuilder.of(0)
                        .closing(0x1)
                        .with("/a", STAT)
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_persistent_znode_that_is_lost_while_every_member_was_killed_is_a_violation() {
        ZnodeStat persistent = new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0, 3, 0);
        assertViolation(
                AuditHistoryBuilder.of(0).with("/p", persistent).again().check(),
                "tree-differs",
                "member 1 lost /p after every member was killed and restarted");
    }

    @Test
    void check_changes_by_the_server_and_the_audit_itself_between_the_rounds_are_valid() {
        ZnodeStat persistent = new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0, 3, 0);

        assertThat(AuditHistoryBuilder.of(0)
                        .container("/p")
                        .with("/p", persistent)
                        .with("/stampede-audit-1", persistent)
                        .with("/zookeeper/quota", persistent)
                        .again()
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_znode_whose_delete_had_no_response_when_the_audit_began_may_be_lost_later() {
        ZnodeStat persistent = new ZnodeStat(5, 6, 5, 1000, 1, 0, 0, 0, 3, 0);

        assertThat(AuditHistoryBuilder.of(0)
                        .unanswered(Opcode.DELETE, "/p")
                        .with("/p", persistent)
                        .again()
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(AuditHistoryBuilder.of(0)
                        .unanswered(Opcode.MULTI, "check /q, delete /p")
                        .with("/p", persistent)
                        .again()
                        .check()
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertViolation(
                AuditHistoryBuilder.of(0)
                        .request(Opcode.DELETE, "/p", Reply.error(ResultCode.CONNECTIONLOSS))
                        .with("/p", persistent)
                        .again()
                        .check(),
                "tree-differs",
                "member 1 lost /p after every member was killed and restarted");
    }
}
