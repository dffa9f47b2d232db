package dev.stampede.checker.analysis;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.LimitReached;
import dev.stampede.checker.history.data.Event.MemberAudited;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.TransactionType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replays the transaction logs from their beginning, and compares the result with the last audited tree of each member:
 * the paths, and the czxid and mzxid of each znode. It is what a member would recover from these logs without a
 * snapshot.
 *
 * <p>{@code /} and {@code /zookeeper} are not compared, because ZooKeeper changes them without transactions. Immutable;
 * O(n) in transactions and audited znodes.
 */
public final class LogReplay {
    /** The maximum number of differences that are kept of one member. */
    static final int MAX_DIFFERENCES = 12;

    private record Znode(long czxid, long mzxid) {}

    private final TransactionLogs logs;
    private final List<Integer> compared = new ArrayList<>();
    private final Map<Integer, List<String>> differences = new TreeMap<>();
    private final Map<Integer, Long> differencesAt = new HashMap<>();

    LogReplay(History history, TransactionLogs logs) {
        this.logs = logs;
        Map<Integer, MemberAudited> lastAudits = new TreeMap<>();
        history.events(MemberAudited.class).forEach(e -> lastAudits.put(e.member(), e));
        history.events(LimitReached.class)
                .filter(e -> e.limit() == HarnessLimit.AUDITED_ZNODES || e.limit() == HarnessLimit.AUDIT_READS)
                .forEach(e -> lastAudits.remove(e.member()));
        lastAudits.values().removeIf(e -> e.problem() != null || !logs.complete(0, e.zxid()));
        Map<Integer, Map<String, Znode>> trees = new HashMap<>();
        history.events(ZnodeAudited.class).forEach(e -> {
            MemberAudited audit = lastAudits.get(e.member());
            if (audit != null && audit.atNanos() == e.atNanos() && compares(e.path())) {
                Znode znode = new Znode(e.stat().czxid(), e.stat().mzxid());
                trees.computeIfAbsent(e.member(), m -> new HashMap<>()).put(e.path(), znode);
            }
        });
        Map<Long, Map<String, Znode>> replayed = new HashMap<>();
        lastAudits.forEach((member, audit) -> {
            Map<String, Znode> expected = replayed.computeIfAbsent(audit.zxid(), this::replay);
            compare(audit, expected, trees.getOrDefault(member, Map.of()));
        });
    }

    private static boolean compares(String path) {
        return !path.equals("/") && !path.equals("/zookeeper") && !path.startsWith("/zookeeper/");
    }

    private Map<String, Znode> replay(long toZxid) {
        Map<String, Znode> tree = new HashMap<>();
        Map<String, Long> owners = new HashMap<>();
        for (LoggedTransaction transaction : logs.transactions()) {
            if (transaction.zxid() > toZxid) {
                break;
            }
            if (transaction.applied() && logs.committed(transaction.zxid())) {
                transaction.parts().forEach(part -> apply(part, transaction, tree, owners));
                if (transaction.type() == TransactionType.CLOSE_SESSION) {
                    closeSession(transaction.session(), tree, owners);
                }
            }
        }
        return tree;
    }

    private static void apply(
            Part part, LoggedTransaction transaction, Map<String, Znode> tree, Map<String, Long> owners) {
        String path = part.path();
        long zxid = transaction.zxid();
        if (!compares(path)) {
            return;
        }
        if (part.type().creates()) {
            tree.put(path, new Znode(zxid, zxid));
            if (part.ephemeral()) {
                owners.put(path, transaction.session());
            }
        } else if (part.type().deletes()) {
            tree.remove(path);
            owners.remove(path);
        } else if (part.type() == TransactionType.SET_DATA) {
            tree.computeIfPresent(path, (p, old) -> new Znode(old.czxid(), zxid));
        }
    }

    /** Deletes the ephemerals of a session, which the transaction does not always list. */
    private static void closeSession(long session, Map<String, Znode> tree, Map<String, Long> owners) {
        owners.entrySet().removeIf(owned -> {
            boolean own = owned.getValue() == session;
            if (own) {
                tree.remove(owned.getKey());
            }
            return own;
        });
    }

    private void compare(MemberAudited audit, Map<String, Znode> expected, Map<String, Znode> found) {
        compared.add(audit.member());
        List<String> different = new ArrayList<>();
        Set<String> paths = new TreeSet<>(expected.keySet());
        paths.addAll(found.keySet());
        for (String path : paths) {
            Znode logged = expected.get(path);
            Znode audited = found.get(path);
            if (different.size() < MAX_DIFFERENCES && (logged == null || !logged.equals(audited))) {
                different.add(path + ": the logs yield " + text(logged) + ", the audit read " + text(audited));
            }
        }
        if (!different.isEmpty()) {
            differences.put(audit.member(), List.copyOf(different));
            differencesAt.put(audit.member(), audit.atNanos());
        }
    }

    private static String text(@Nullable Znode znode) {
        return znode == null
                ? "no znode"
                : "czxid " + AnomalyText.hex(znode.czxid()) + " and mzxid " + AnomalyText.hex(znode.mzxid());
    }

    /** The members whose audited trees were compared. */
    public List<Integer> compared() {
        return List.copyOf(compared);
    }

    /** For each member whose tree differs, the first differences, for people. */
    public Map<Integer, List<String>> differences() {
        return differences;
    }

    /** When the tree of a member with differences was audited. */
    public long differsAt(int member) {
        return differencesAt.getOrDefault(member, 0L);
    }

    /** Whether at least one tree was compared, and all compared trees are what the logs yield. */
    public boolean confirmed() {
        return !compared.isEmpty() && differences.isEmpty();
    }
}
