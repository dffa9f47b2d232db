package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Samples;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The log of a transaction decides what the reply would have decided:
 * <pre>
 * client 1  [create a]   [set b → lost reply]
 * client 2                                      [exists → zxid 0x100000003]  [getData → a or b]
 * </pre>
 */
class SettledLinearizabilityTest {
    private static final long CREATE = 0x1_0000_0001L;
    private static final long SET = 0x1_0000_0002L;
    private static final long OTHER = 0x1_0000_0003L;

    private final History.Builder history = History.builder(Samples.header());
    private int attempts;

    private void request(
            int client, int operation, Opcode opcode, ResultCode code, long zxid, ZnodeStat stat, long at) {
        history.add(new Event.AttemptSent(attempts, client, operation, client, attempts, opcode, "/r", at + 1));
        history.add(new Event.AttemptAnswered(attempts++, code, client, zxid, null, null, stat, at + 2));
    }

    private void operation(int number, int client, OperationInput input, Outcome outcome, String result, long at) {
        history.add(new Event.Invoked(number, client, "/r", input, at));
        history.add(new Event.Completed(number, outcome, result, null, client, 0, 0, at + 3));
    }

    private static ZnodeStat stat(long mzxid, int version) {
        return new ZnodeStat(CREATE, mzxid, CREATE, 0, version, 0, 0, 0, 1, 0);
    }

    private Verdict verdict(boolean applied, boolean logged, String read) {
        operation(0, 1, new ZnodeInput.Create("a"), Outcome.OK, null, 10);
        request(1, 0, Opcode.CREATE, ResultCode.OK, CREATE, stat(CREATE, 0), 10);
        operation(1, 1, new ZnodeInput.SetData("b", -1), Outcome.INDETERMINATE, null, 20);
        request(1, 1, Opcode.SET_DATA, ResultCode.CONNECTIONLOSS, CREATE, null, 20);
        request(2, -1, Opcode.EXISTS, ResultCode.NONODE, OTHER, null, 30);
        operation(2, 2, OperationInput.of("getData", null), Outcome.OK, read, 40);
        request(2, 2, Opcode.GET_DATA, ResultCode.OK, OTHER, null, 40);
        ZnodeStat last = applied ? stat(SET, 1) : stat(CREATE, 0);
        history.add(new Event.MemberAudited(1, OTHER, 1, null, 50));
        history.add(new Event.ZnodeAudited(1, "/r", last, "d", "a", 50));
        if (logged) {
            log(CREATE, 1, TransactionType.CREATE2, 0);
            log(SET, applied ? 1 : 9, applied ? TransactionType.SET_DATA : TransactionType.ERROR, applied ? 0 : -101);
            log(OTHER, 9, TransactionType.ERROR, -101);
            history.add(new Event.TransactionLogRead(new LogReading(1, true, 3, OTHER, List.of()), 60));
        }
        return LinearizabilityCheck.against("versioned-znode")
                .check(history.build(), CheckBudget.of(Duration.ofSeconds(5), 1 << 26))
                .verdict();
    }

    private void log(long zxid, long session, TransactionType type, int error) {
        List<Part> parts = error == 0 ? List.of(new Part(type, "/r", 1, false, "d")) : List.of();
        history.add(new Event.TransactionLogged(
                List.of(1), new LoggedTransaction(zxid, session, 1, 0, type, parts, true, error, "c" + zxid), 60));
    }

    @Test
    void read_that_misses_an_applied_write_is_not_linearizable() {
        assertThat(verdict(true, true, "[a 0]")).isEqualTo(Verdict.INVALID);
    }

    @Test
    void read_of_an_applied_write_is_linearizable() {
        assertThat(verdict(true, true, "[b 1]")).isEqualTo(Verdict.VALID);
    }

    @Test
    void read_of_a_write_that_was_never_applied_is_not_linearizable() {
        assertThat(verdict(false, true, "[b 1]")).isEqualTo(Verdict.INVALID);
    }

    @Test
    void read_that_misses_a_write_that_was_never_applied_is_linearizable() {
        assertThat(verdict(false, true, "[a 0]")).isEqualTo(Verdict.VALID);
    }

    @Test
    void without_logs_the_write_may_or_may_not_be_read() {
        assertThat(verdict(true, false, "[a 0]")).isEqualTo(Verdict.VALID);
    }

    @Test
    void without_logs_the_write_may_be_read() {
        assertThat(verdict(true, false, "[b 1]")).isEqualTo(Verdict.VALID);
    }
}
