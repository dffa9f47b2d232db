package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.txnlog.LogLimits;
import dev.stampede.nemesis.txnlog.MemberLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records the transaction logs of all members in the history. A transaction that several members hold is recorded once.
 *
 * <p>Used once, after the last audit, by one thread.
 */
final class TransactionLogRecorder {
    private static final int MAX_PROBLEMS = 10;

    /** A transaction and the members that hold it. */
    private record Held(LoggedTransaction transaction, List<Integer> members) {}

    private final List<Member> members;
    private final LogLimits limits;
    private final Journal journal;
    /** By zxid. There are several for one zxid only if the members contradict each other. */
    private final Map<Long, List<Held>> transactions = new TreeMap<>(Long::compareUnsigned);

    /** @param limits for the log of each member */
    TransactionLogRecorder(List<Member> members, LogLimits limits, Journal journal) {
        this.members = members;
        this.limits = limits;
        this.journal = journal;
    }

    void record() {
        List<LogReading> readings = members.stream().map(this::read).toList();
        long at = journal.clock().nanos();
        transactions
                .values()
                .forEach(same -> same.forEach(
                        held -> journal.accept(new Event.TransactionLogged(held.members(), held.transaction(), at))));
        readings.forEach(reading -> journal.accept(new Event.TransactionLogRead(reading, at)));
    }

    private LogReading read(Member member) {
        try {
            return read(member, member.transactionLog(limits));
        } catch (IOException | UnsupportedOperationException e) {
            return new LogReading(member.number(), member.voting(), 0, 0, List.of(String.valueOf(e.getMessage())));
        }
    }

    private LogReading read(Member member, MemberLog log) {
        List<String> problems = new ArrayList<>(log.problems());
        long last = 0;
        for (LoggedTransaction transaction : log.transactions()) {
            if (Long.compareUnsigned(transaction.zxid(), last) <= 0 && problems.size() < MAX_PROBLEMS) {
                problems.add(String.format("zxid 0x%x is after zxid 0x%x", transaction.zxid(), last));
            }
            last = transaction.zxid();
            hold(member.number(), transaction);
        }
        return new LogReading(
                member.number(), member.voting(), log.transactions().size(), last, problems);
    }

    private void hold(int member, LoggedTransaction transaction) {
        List<Held> same = transactions.computeIfAbsent(transaction.zxid(), z -> new ArrayList<>(1));
        for (Held held : same) {
            if (held.transaction().sameAs(transaction)) {
                if (!held.members().contains(member)) {
                    held.members().add(member);
                }
                return;
            }
        }
        same.add(new Held(transaction, new ArrayList<>(List.of(member))));
    }
}
