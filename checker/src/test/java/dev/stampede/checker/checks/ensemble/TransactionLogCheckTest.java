package dev.stampede.checker.checks.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionLogCheckTest {
    private static final long FIRST = 0x1_0000_0001L;
    private static final long SECOND = 0x1_0000_0002L;
    private static final long THIRD = 0x1_0000_0003L;
    private static final long SESSION = AbstractHistoryBuilder.session(1);

    /**
     * Client 1 creates /a (the first zxid) and sets it (the second one); the third one is the leader's. Each test
     * chooses the logs.
     */
    private static final class Run extends AbstractHistoryBuilder<Run> {
        Run(String create) {
            super("registers");
            clients(1);
            attempt(1, -1, Opcode.CREATE, create, Reply.ok(FIRST, znode(FIRST, 0)), 10, 20);
            attempt(1, -1, Opcode.SET_DATA, "/a", Reply.ok(SECOND, znode(SECOND, 1)), 30, 40);
            attempt(1, -1, Opcode.DELETE, "/x", Reply.ok(SECOND), 50, 60);
        }

        @Override
        protected Run self() {
            return this;
        }

        Run log(List<Integer> members, long zxid, TransactionType type, String path, int error) {
            return log(members, zxid, type, SESSION, path, false, error);
        }

        Run log(
                List<Integer> members,
                long zxid,
                TransactionType type,
                long session,
                String path,
                boolean ephemeral,
                int error) {
            List<Part> parts = path.isEmpty() ? List.of() : List.of(new Part(type, path, 1, ephemeral, "d"));
            LoggedTransaction transaction =
                    new LoggedTransaction(zxid, session, 1, 0, type, parts, true, error, type + path + session + error);
            return add(new Event.TransactionLogged(members, transaction, 0));
        }

        CheckResult read(LogReading... readings) {
            for (LogReading reading : readings) {
                add(new Event.TransactionLogRead(reading, 0));
            }
            return check(new TransactionLogCheck());
        }

        CheckResult readCompletely() {
            return read(reading(1), reading(2), reading(3));
        }

        Run audited(String path, long mzxid) {
            for (int member = 1; member <= 3; member++) {
                memberAudited(member, THIRD, 1, 100);
                znodeAudited(member, path, znode(mzxid, 1), "d", "a", 100);
            }
            return this;
        }
    }

    private static final List<Integer> ALL = List.of(1, 2, 3);

    private static ZnodeStat znode(long mzxid, int version) {
        return new ZnodeStat(FIRST, mzxid, FIRST, 0, version, 0, 0, 0, 1, 0);
    }

    private static LogReading reading(int member) {
        return new LogReading(member, true, 3, THIRD, List.of());
    }

    private static Run logged() {
        return new Run("/a")
                .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                .log(ALL, SECOND, TransactionType.SET_DATA, "/a", 0)
                .log(ALL, THIRD, TransactionType.ERROR, "", -101);
    }

    private static void assertViolation(CheckResult result, String kind, String text) {
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        Anomaly anomaly = result.anomalies().get(0);
        assertThat(anomaly.kind()).isEqualTo(kind);
        assertThat(anomaly.blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(anomaly.headline()).contains(text);
    }

    @Test
    void logs_that_hold_each_acknowledged_write_and_yield_the_audited_trees_are_valid() {
        CheckResult result = logged().audited("/a", SECOND).readCompletely();

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().text())
                .isEqualTo("2 of 3 acknowledged writes judged; 1 not judged: the zxid of the reply is not known");
        assertThat(result.scope())
                .isEqualTo(
                        "3 transactions, compared with the audited trees of 3 members; writes with an unknown effect:"
                                + " 0 applied, 0 never applied, 0 open");
    }

    @Test
    void acknowledged_write_in_no_log_is_a_violation() {
        CheckResult result = new Run("/a")
                .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                .log(ALL, THIRD, TransactionType.ERROR, "", -101)
                .readCompletely();

        assertViolation(
                result,
                "not-logged",
                "the setData of /a by client 1 was acknowledged with zxid 0x100000002, which is in no member's");
    }

    /** Members 2 and 3 received the second transaction in a snapshot; member 1 logged it. */
    @Test
    void acknowledged_write_that_a_snap_sync_hides_in_some_logs_is_valid() {
        assertThat(new Run("/a")
                        .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                        .log(List.of(1), SECOND, TransactionType.SET_DATA, "/a", 0)
                        .log(ALL, THIRD, TransactionType.ERROR, "", -101)
                        .audited("/a", SECOND)
                        .readCompletely()
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void write_that_is_in_no_log_is_not_judged_if_a_log_was_read_in_part_or_begins_later() {
        Run part = new Run("/a").log(ALL, FIRST, TransactionType.CREATE2, "/a", 0);
        Run purged = new Run("/a")
                .log(List.of(1, 2), FIRST, TransactionType.CREATE2, "/a", 0)
                .log(ALL, THIRD, TransactionType.ERROR, "", -101);

        CheckResult ofPart = part.read(
                reading(1), reading(2), new LogReading(3, true, 1, FIRST, List.of("log.1: a checksum is wrong")));

        assertThat(ofPart.verdict()).isEqualTo(Verdict.VALID);
        assertThat(ofPart.coverage().notJudged()).containsEntry("not all logs were read completely", 1L);
        assertThat(purged.readCompletely().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void reply_with_the_zxid_of_another_transaction_is_a_violation() {
        assertViolation(
                new Run("/b")
                        .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                        .log(ALL, SECOND, TransactionType.SET_DATA, "/a", 0)
                        .readCompletely(),
                "other-transaction",
                "hold another transaction: create2 /a of session");
        assertViolation(
                new Run("/a")
                        .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                        .log(ALL, SECOND, TransactionType.ERROR, "", -103)
                        .readCompletely(),
                "other-transaction",
                "refused");
        assertViolation(
                new Run("/a")
                        .log(ALL, FIRST, TransactionType.CREATE2, 77, "/a", false, 0)
                        .log(ALL, SECOND, TransactionType.SET_DATA, "/a", 0)
                        .readCompletely(),
                "other-transaction",
                "of session 0x4d");
    }

    @Test
    void logs_with_different_transactions_at_one_zxid_are_a_violation() {
        assertViolation(
                logged().log(List.of(2), THIRD, TransactionType.DELETE, "/a", 0).readCompletely(),
                "logs-differ",
                "at zxid 0x100000003: error of session ");
    }

    @Test
    void logs_that_list_the_operations_of_a_refused_multi_differently_are_valid() {
        Run run = new Run("/a")
                .log(ALL, FIRST, TransactionType.CREATE2, "/a", 0)
                .log(ALL, SECOND, TransactionType.SET_DATA, "/a", 0)
                .log(List.of(1), THIRD, TransactionType.MULTI, "", -101)
                .log(List.of(2, 3), THIRD, TransactionType.MULTI, "/a", -101);

        assertThat(run.readCompletely().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void audited_tree_that_the_logs_do_not_yield_is_a_violation() {
        CheckResult result = logged().audited("/a", FIRST).readCompletely();

        assertViolation(result, "tree-not-logged", "the audited trees of members 1, 2, 3");
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.anomalies().get(0).because())
                .contains("/a: the logs yield czxid 0x100000001 and mzxid 0x100000002, the audit read czxid 0x100000001"
                        + " and mzxid 0x100000001");
    }

    /** The ephemeral /e of session 7 is deleted by another session, and created again as a persistent znode. */
    @Test
    void close_of_a_session_deletes_only_the_ephemerals_that_it_still_owns() {
        Run run = logged();
        run.log(ALL, THIRD + 1, TransactionType.CREATE2, 7, "/e", true, 0)
                .log(ALL, THIRD + 2, TransactionType.CREATE2, 7, "/f", true, 0)
                .log(ALL, THIRD + 3, TransactionType.DELETE, 8, "/e", false, 0)
                .log(ALL, THIRD + 4, TransactionType.CREATE2, 8, "/e", false, 0).log(
                ALL, THIRD + 5, TransactionType.CLOSE_SESSION, 7, "", false, 0);
        run.memberAudited(1, THIRD + 5, 2, 100);
        run.znodeAudited(1, "/a", znode(SECOND, 1), "d", "a", 100);
        run.znodeAudited(1, "/e", new ZnodeStat(THIRD + 4, THIRD + 4, THIRD + 4, 0, 0, 0, 0, 0, 1, 0), "d", "a", 100);

        assertThat(run.readCompletely().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void history_without_logs_is_not_judged() {
        assertThat(new Run("/a").read().coverage().judged()).isZero();
    }
}
