package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.txnlog.LogLimits;
import dev.stampede.nemesis.txnlog.MemberLog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class TransactionLogRecorderTest {
    private static LoggedTransaction transaction(long zxid, String content) {
        return new LoggedTransaction(zxid, 7, (int) zxid, 100, TransactionType.ERROR, List.of(), true, -110, content);
    }

    /** A member with this log; the recorder asks it for nothing else. */
    private static Member member(int number, boolean voting, Callable<MemberLog> log) {
        return (Member) Proxy.newProxyInstance(
                Member.class.getClassLoader(),
                new Class<?>[] {Member.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "number" -> number;
                    case "voting" -> voting;
                    case "transactionLog" -> log.call();
                    default -> throw new AssertionError(method);
                });
    }

    private static Member member(int number, LoggedTransaction... log) {
        return member(number, true, () -> new MemberLog(List.of(log), 1, List.of()));
    }

    private static Recorded record(Member... members) {
        Recorded recorded = new Recorded();
        new TransactionLogRecorder(List.of(members), LogLimits.defaults(), recorded.journal).record();
        return recorded;
    }

    @Test
    void transaction_of_several_members_is_recorded_once_in_the_order_of_zxids() {
        LoggedTransaction one = transaction(1, "a");
        LoggedTransaction two = transaction(2, "b");

        Recorded recorded = record(member(1, one, two), member(2, two), member(3, one));

        assertThat(recorded.of(Event.TransactionLogged.class))
                .extracting(e -> e.transaction() + " " + e.members())
                .containsExactly(one + " [1, 3]", two + " [1, 2]");
        assertThat(recorded.of(Event.TransactionLogRead.class))
                .extracting(Event.TransactionLogRead::reading)
                .containsExactly(
                        new LogReading(1, true, 2, 2, List.of()),
                        new LogReading(2, true, 1, 2, List.of()),
                        new LogReading(3, true, 1, 1, List.of()));
    }

    @Test
    void transactions_that_differ_at_one_zxid_are_both_recorded() {
        Recorded recorded = record(member(1, transaction(1, "a")), member(2, transaction(1, "b")));

        assertThat(recorded.of(Event.TransactionLogged.class))
                .extracting(e -> e.transaction().content() + " " + e.members())
                .containsExactly("a [1]", "b [2]");
    }

    @Test
    void log_that_cannot_be_read_or_is_out_of_order_is_recorded_with_the_problem() {
        Recorded recorded = record(
                member(1, transaction(2, "a"), transaction(1, "b")),
                member(2, true, () -> {
                    throw new IOException("disk gone");
                }),
                member(3, false, () -> {
                    throw new UnsupportedOperationException("no disk");
                }));

        assertThat(recorded.of(Event.TransactionLogRead.class))
                .extracting(Event.TransactionLogRead::reading)
                .containsExactly(
                        new LogReading(1, true, 2, 1, List.of("zxid 0x1 is after zxid 0x2")),
                        new LogReading(2, true, 0, 0, List.of("disk gone")),
                        new LogReading(3, false, 0, 0, List.of("no disk")));
    }
}
