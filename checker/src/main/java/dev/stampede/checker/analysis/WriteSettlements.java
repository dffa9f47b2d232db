package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settles writes whose effect is unknown by the transaction logs of the members.
 *
 * <p>An entry of the log names the session, the xid of the request, the type and the path, but not the attempt. So the
 * writes of one session with one type and path, and the transactions with the same properties, form a group, and are
 * assigned to each other ({@link LogAssignment}). A write is <em>applied</em> at a zxid if each possible assignment
 * assigns this transaction to it. It was <em>never applied</em> if no possible assignment assigns one to it. Otherwise
 * it stays open.
 *
 * <p>An assignment is possible under these conditions, each of which follows from ZooKeeper's guarantees:
 * <ul>
 *   <li>Each transaction belongs to exactly one write, because the leader never executes a request twice. A write that
 *       was acknowledged has exactly one transaction, a write that was refused has none.
 *   <li>The zxid of the transaction is larger than each zxid that the session had seen when it sent the write ({@link
 *       SeenZxids}), and not larger than the bound of {@link EffectBounds}. For an acknowledged write it is the zxid of
 *       the reply, if that is known, or that in the Stat of the reply.
 *   <li>If a write was sent after another had ended, its transaction has the larger zxid ({@link EffectBounds} says
 *       why).
 * </ul>
 *
 * <p>A group stays open if a premise does not hold: if its writes overlap in time; if a request of the client has no
 * known session; if the logs do not hold all committed transactions of the range ({@link TransactionLogs#complete}); if
 * a member holds a transaction that may not be committed. Nothing is settled unless a replay of the logs yields the
 * audited trees ({@link LogReplay#confirmed}): the end of an epoch has no later number that would show its absence. For
 * the same reason nothing is settled if they contradict an acknowledged write. The requests that a killed JVM sent last
 * may be missing in the history, so a transaction of such a client need not belong to a known write.
 *
 * <p>Immutable. Requested paths must be those of the members: a group stays open if its client may use a chroot, which
 * the harness does not use on the local ensembles whose logs it reads. O(n log n) in attempts and transactions, if
 * acknowledged writes separate the indeterminate ones.
 */
public final class WriteSettlements {
    /** The xids of requests, if their frames are known. */
    public interface KnownCxids {
        /** No xid is known. */
        KnownCxids NONE = attempt -> OptionalInt.empty();

        /** The xid of the request of an attempt on the wire. */
        OptionalInt of(Attempt attempt);
    }

    /**
     * How many writes were settled.
     *
     * @param openByReason the number of writes that stay open, by the reason
     */
    public record Summary(int applied, int neverApplied, Map<String, Integer> openByReason) {
        /** The number of writes that stay open. */
        public int open() {
            return openByReason.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private static final Settlement NO_LOGS = new Settlement.Open("no transaction log was read");
    private static final Settlement NO_UNKNOWN_EFFECT = new Settlement.Open("it is no write with an unknown effect");

    private record Group(long session, Opcode opcode, String path) {}

    /** A client's writes to a path with an opcode, in a session that is not known. */
    private record Unknown(int client, Opcode opcode, String path) {}

    private final Map<Integer, Settlement> settlements = new HashMap<>();
    private final SeenZxids seen;
    private final EffectBounds effects;
    private final TransactionLogs logs;
    private final LogReplay replay;
    private final KnownCxids cxids;
    private final Set<Integer> killedClients = new HashSet<>();
    private final Set<Unknown> withoutSession = new HashSet<>();
    /** The keys of the transactions of a session with an opcode; the path of these groups is empty. */
    private final Map<Group, Set<String>> keysOfSession = new HashMap<>();
    /** Whether the logs lack a write that was acknowledged, or hold another one at its zxid. */
    private boolean contradicted;

    WriteSettlements(History history, Analysis analysis, KnownCxids cxids) {
        this.seen = analysis.seenZxids();
        this.effects = analysis.effects();
        this.logs = analysis.transactionLogs();
        this.replay = analysis.logReplay();
        this.cxids = cxids;
        if (logs.transactions().isEmpty()) {
            return;
        }
        Map<Group, List<Attempt>> groups = groups(history);
        findKilledClients(history);
        Map<Group, List<LoggedTransaction>> logged = new HashMap<>();
        for (LoggedTransaction transaction : logs.transactions()) {
            Opcode opcode = transaction.type().opcode();
            if (transaction.applied() && opcode != null && opcode.writes()) {
                Group group = new Group(transaction.session(), opcode, key(transaction));
                logged.computeIfAbsent(group, g -> new ArrayList<>()).add(transaction);
                keysOfSession
                        .computeIfAbsent(new Group(group.session(), opcode, ""), g -> new HashSet<>())
                        .add(group.path());
            }
        }
        groups.forEach((group, writes) -> settle(writes, logged.getOrDefault(group, List.of())));
    }

    /** The writes of the groups that have one whose effect is unknown, in the order of the attempts. */
    private Map<Group, List<Attempt>> groups(History history) {
        Map<Group, List<Attempt>> groups = new HashMap<>();
        for (Attempt a : history.attempts(WriteSettlements::settles)) {
            if ((!ZnodeTimeline.mayHaveHappened(a.code()) && a.code() != ResultCode.UNKNOWN) || a.path() == null) {
                continue;
            }
            String path = key(a);
            contradicted |= exactZxid(a) > 0 && !shows(logs.at(exactZxid(a)), a);
            if (a.session() == 0 && indeterminate(a)) {
                withoutSession.add(new Unknown(a.client(), a.opcode(), path));
                settlements.put(a.number(), new Settlement.Open("its session is not known"));
            } else {
                groups.computeIfAbsent(new Group(a.session(), a.opcode(), path), g -> new ArrayList<>())
                        .add(a);
            }
        }
        groups.values().removeIf(writes -> writes.stream().noneMatch(WriteSettlements::indeterminate));
        return groups;
    }

    private static boolean settles(Opcode opcode) {
        return opcode.writes() && opcode != Opcode.CLOSE && opcode != Opcode.RECONFIG;
    }

    /** Whether the effect of a write is not known from its reply. */
    static boolean indeterminate(Attempt write) {
        return write.code() != ResultCode.OK
                && (ZnodeTimeline.mayHaveHappened(write.code()) || write.code() == ResultCode.UNKNOWN);
    }

    private void findKilledClients(History history) {
        Set<String> killed = new HashSet<>();
        history.events(Event.WorkerEnded.class).forEach(e -> killed.add(e.jvm()));
        history.events(Event.ClientOpened.class)
                .filter(e -> killed.contains(e.jvm()))
                .forEach(e -> killedClients.add(e.client()));
    }

    /**
     * The path of a write, without the suffix of a sequential znode if it creates one; of a multi, all its operations
     * with their paths. Empty if it is not known.
     */
    private static String key(Attempt write) {
        if (write.opcode() != Opcode.MULTI) {
            String path = String.valueOf(write.path());
            return write.opcode().creates() ? SequentialPaths.requested(path) : path;
        }
        MultiContent content = MultiContent.of(write);
        return content.known()
                ? content.parts().stream()
                        .map(p -> keyOf(p.operation(), p.path()))
                        .collect(Collectors.joining(","))
                : "";
    }

    private static String key(LoggedTransaction transaction) {
        if (transaction.type() != TransactionType.MULTI) {
            String path = transaction.parts().isEmpty()
                    ? ""
                    : transaction.parts().get(0).path();
            return transaction.type().creates() ? SequentialPaths.requested(path) : path;
        }
        return transaction.parts().stream()
                .map(p -> keyOf(
                        p.type() == TransactionType.CREATE2
                                ? "create"
                                : p.type().toString(),
                        p.path()))
                .collect(Collectors.joining(","));
    }

    private static String keyOf(String operation, String path) {
        return operation + " " + (operation.startsWith("create") ? SequentialPaths.requested(path) : path);
    }

    /**
     * Whether a write that may create sequential znodes requests a path with the suffix of one, so that the key of its
     * transaction is not known.
     */
    private static boolean requestsSuffix(Attempt write) {
        if (write.opcode() == Opcode.MULTI) {
            return MultiContent.of(write).parts().stream()
                    .anyMatch(p -> p.operation().startsWith("create") && SequentialPaths.hasSuffix(p.path()));
        }
        return write.opcode().creates()
                && indeterminate(write)
                && SequentialPaths.hasSuffix(String.valueOf(write.path()));
    }

    private void settle(List<Attempt> writes, List<LoggedTransaction> transactions) {
        String problem = problem(writes, transactions);
        if (problem != null) {
            settleAll(writes, new Settlement.Open(problem));
            return;
        }
        List<LogAssignment.Write> bounded = new ArrayList<>();
        for (Attempt a : writes) {
            bounded.add(new LogAssignment.Write(!indeterminate(a), lowest(a), highest(a)));
        }
        LogAssignment assignment = new LogAssignment(
                bounded,
                transactions.stream().map(LoggedTransaction::zxid).toList(),
                (write, transaction) -> fits(writes.get(write), transactions.get(transaction)),
                others(writes));
        for (int i = 0; i < writes.size(); i++) {
            if (indeterminate(writes.get(i))) {
                settlements.put(writes.get(i).number(), assignment.settlement(i));
            }
        }
    }

    /**
     * Whether the history may lack writes of a group. The history has the events of a killed JVM in their order, up to
     * some event, so such a write was sent after the last known one had ended, unless that one has no known end.
     */
    private LogAssignment.Others others(List<Attempt> writes) {
        Attempt last = writes.get(writes.size() - 1);
        if (!killedClients.contains(last.client())) {
            return LogAssignment.Others.NONE;
        }
        return last.answeredNanos() == Operation.OPEN ? LogAssignment.Others.ANY : LogAssignment.Others.LATER;
    }

    /** Why a group stays open; null if it can be settled. */
    private @Nullable String problem(List<Attempt> writes, List<LoggedTransaction> transactions) {
        Attempt first = writes.get(0);
        if (!replay.confirmed()) {
            return "the audited trees do not confirm the logs";
        } else if (contradicted) {
            return "the logs contradict an acknowledged write";
        } else if (key(first).isEmpty()) {
            return "the content of the multi is not known";
        } else if (writes.stream().anyMatch(WriteSettlements::requestsSuffix)) {
            return "a requested path ends like that of a sequential znode";
        } else if (withoutSession.contains(new Unknown(first.client(), first.opcode(), key(first)))) {
            return "an equal request of the client has no known session";
        } else if (writes.stream().anyMatch(a -> a.client() != first.client())) {
            return "several clients shared the session";
        } else if (longerPath(first)) {
            return "its client may use paths below a chroot";
        } else if (overlap(writes)) {
            return "equal requests overlap in time";
        } else if (!transactions.stream().allMatch(t -> logs.committed(t.zxid()))) {
            return "a transaction is not certainly committed";
        }
        long from = writes.stream().mapToLong(this::lowest).min().orElse(0);
        long to = writes.stream().mapToLong(this::highest).max().orElse(Long.MAX_VALUE);
        return logs.complete(from, to) ? null : "the logs are not complete";
    }

    /** Whether an entry can be that of an acknowledged write. */
    private static boolean shows(@Nullable LoggedTransaction logged, Attempt write) {
        return logged != null
                && logged.applied()
                && (write.opcode() == Opcode.MULTI
                        || logged.parts().stream().anyMatch(p -> p.path().equals(write.path())));
    }

    /** Whether the session changed a path that ends like the requested one. */
    private boolean longerPath(Attempt write) {
        String key = key(write);
        return keysOfSession.getOrDefault(new Group(write.session(), write.opcode(), ""), Set.of()).stream()
                .anyMatch(other -> other.length() > key.length() && other.endsWith(key));
    }

    private static boolean overlap(List<Attempt> writes) {
        for (int i = 1; i < writes.size(); i++) {
            if (writes.get(i).sentNanos() < writes.get(i - 1).answeredNanos()) {
                return true;
            }
        }
        return false;
    }

    /** The zxid of the transaction is larger. */
    private long lowest(Attempt write) {
        long exact = exactZxid(write);
        return exact > 0 ? exact - 1 : seen.before(write);
    }

    /** The zxid of the transaction is not larger. */
    private long highest(Attempt write) {
        long exact = exactZxid(write);
        return exact > 0 ? exact : effects.latestZxid(write);
    }

    /** The zxid of an acknowledged write, if the reply shows it; otherwise 0. */
    public static long exactZxid(Attempt write) {
        ZnodeStat stat = write.stat();
        if (write.code() != ResultCode.OK) {
            return 0;
        } else if (write.replyZxid() > 0) {
            return write.replyZxid();
        } else if (stat == null || stat.czxid() == 0) {
            return 0;
        }
        return write.opcode().creates() ? stat.czxid() : write.opcode() == Opcode.SET_DATA ? stat.mzxid() : 0;
    }

    /** Whether a transaction of a group can be that of a write of the group, apart from its zxid. */
    private boolean fits(Attempt write, LoggedTransaction transaction) {
        OptionalInt cxid = cxids.of(write);
        if (cxid.isPresent() && cxid.getAsInt() != transaction.cxid()) {
            return false;
        }
        if (write.opcode() == Opcode.MULTI || transaction.parts().isEmpty()) {
            return true;
        }
        String requested = String.valueOf(write.path());
        String changed = transaction.parts().get(0).path();
        boolean sequential = write.opcode().creates()
                && indeterminate(write)
                && SequentialPaths.hasSuffix(changed)
                && SequentialPaths.requested(changed).equals(requested);
        return changed.equals(requested) || sequential;
    }

    private void settleAll(List<Attempt> writes, Settlement settlement) {
        writes.stream().filter(WriteSettlements::indeterminate).forEach(a -> settlements.put(a.number(), settlement));
    }

    /** The settlement of a write whose effect is unknown; open for each other attempt. */
    public Settlement of(Attempt write) {
        return settlements.getOrDefault(write.number(), logs.transactions().isEmpty() ? NO_LOGS : NO_UNKNOWN_EFFECT);
    }

    /** Whether no transaction log was read, so that no write is settled. */
    public boolean withoutLogs() {
        return logs.transactions().isEmpty();
    }

    /** Whether the history may lack the last requests of a client, because its JVM was killed. */
    public boolean mayLackRequests(int client) {
        return killedClients.contains(client);
    }

    /** How many writes were settled; all numbers are 0 if no transaction log was read. */
    public Summary summary() {
        int applied = 0;
        int never = 0;
        Map<String, Integer> open = new TreeMap<>();
        for (Settlement settlement : settlements.values()) {
            if (settlement instanceof Settlement.Applied) {
                applied++;
            } else if (settlement instanceof Settlement.NeverApplied) {
                never++;
            } else if (settlement instanceof Settlement.Open o) {
                open.merge(o.reason(), 1, Integer::sum);
            }
        }
        return new Summary(applied, never, open);
    }
}
