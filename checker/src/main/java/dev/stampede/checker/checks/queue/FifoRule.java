package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.queue.QueueZnodes.Claim;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds znodes that consumers claimed before an older znode of the same queue, by the order of the zxids. A consumer
 * claims a znode by its delete or by a lock, see {@link QueueOrderCheck}.
 *
 * <p>Consumers claim the oldest znode that they know of, and they know of all znodes that are older than a known one:
 * a list of children, however stale, contains every older znode that still existed. So when a znode is claimed at zxid
 * z, all older znodes have been claimed before z. The zxids of claims may only be known as intervals; a violation needs
 * an older znode that was free at a zxid at which the younger one was certainly claimed. It suffices to compare each
 * znode with the older one that was certainly free for the longest time.
 *
 * <p>O(n log n), by the sort of the znodes.
 */
final class FifoRule {
    private final History history;
    private final QueueLog log;
    private final AnomalyCollector findings;
    private final Coverage.Tally tally;

    FifoRule(History history, QueueLog log, AnomalyCollector findings, Coverage.Tally tally) {
        this.history = history;
        this.log = log;
        this.findings = findings;
        this.tally = tally;
    }

    /** Judges the znodes, which are in the order of their creation. */
    void judge(List<Claim> claims) {
        @Nullable Claim longestFree = null;
        for (Claim claim : claims) {
            if (claim.claimedBy() == ZnodeLifetime.NEVER) {
                tally.notJudged("nothing shows that it was taken");
            } else if (claim.withdrawn()) {
                tally.notJudged("it is unknown whether a consumer took it");
            } else {
                tally.judged();
                if (longestFree != null && longestFree.freeUntil() >= claim.claimedBy()) {
                    report(longestFree, claim);
                }
            }
            if (longestFree == null || claim.freeUntil() > longestFree.freeUntil()) {
                longestFree = claim;
            }
        }
    }

    private void report(Claim older, Claim taken) {
        List<Integer> operations = new ArrayList<>();
        Set<Integer> clients = new HashSet<>();
        long from = Operation.OPEN;
        long to = 0;
        for (Operation o : operations(older, taken)) {
            operations.add(o.number());
            clients.add(o.client());
            from = Math.min(from, o.invokedNanos());
            to = Math.max(to, Math.min(o.completedNanos(), history.endNanos()));
        }
        findings.add(
                "overtaken",
                item(taken) + " was taken from " + log.key() + " before " + item(older)
                        + ", which had been created earlier",
                List.of(znode(taken) + " was taken at zxid " + hex(taken.claimedBy()) + "; " + znode(older)
                        + " was still in the queue at zxid " + hex(older.freeUntil())),
                Blame.RECIPE,
                new Extent(Math.min(from, to), to, clients, operations)
                        .about(List.of(taken.path(), older.path()), List.of()),
                QueueCitations.FIFO,
                null);
    }

    private static String item(Claim claim) {
        return claim.item() == null ? "an item" : "the item " + claim.item().name();
    }

    private static String znode(Claim claim) {
        return claim.path().substring(claim.path().lastIndexOf('/') + 1) + " (czxid " + hex(claim.czxid()) + ")";
    }

    private static List<Operation> operations(Claim older, Claim taken) {
        List<Operation> all = new ArrayList<>();
        for (Claim claim : List.of(older, taken)) {
            QueueItem item = claim.item();
            if (item != null) {
                Operation enqueue = item.enqueue();
                if (enqueue != null) {
                    all.add(enqueue);
                }
                item.deliveries().forEach(d -> all.add(d.operation()));
            }
        }
        return all;
    }
}
