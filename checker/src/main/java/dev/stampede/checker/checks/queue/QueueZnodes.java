package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.checks.queue.QueueRequests.Removal;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The znodes of one queue in the order of their creation, with the zxids at which consumers claimed them: by the delete
 * of a znode, or by its lock. Immutable once built; O(n log n) in znodes and attempts.
 */
final class QueueZnodes {
    /**
     * One znode of an item.
     *
     * @param item the item, null if the history does not show which one it is
     * @param freeUntil a zxid at which certainly no consumer had claimed it
     * @param claimedBy a zxid at which certainly a consumer had claimed it; {@link ZnodeLifetime#NEVER} if that is
     *     unknown
     * @param withdrawn whether something else than a consumer may have removed it, such as a {@code remove-item}
     */
    record Claim(
            String path, long czxid, @Nullable QueueItem item, long freeUntil, long claimedBy, boolean withdrawn) {}

    private final QueueLog log;
    private final QueueRequests requests;
    private final ZnodeTimeline znodes;
    private final @Nullable String locks;
    /** For each path, the largest zxid at which the audit found its znode. */
    private final Map<String, Long> auditedAt = new HashMap<>();
    /** The paths of the locks that a create with an unknown effect may have made. */
    private final Set<String> uncertainLocks = new HashSet<>();

    /** @param locks the parent of the znodes that lock items; null if consumers claim an item by deleting its znode */
    QueueZnodes(History history, QueueLog log, QueueRequests requests, @Nullable String locks) {
        this.log = log;
        this.requests = requests;
        this.znodes = Analysis.of(history).znodes();
        this.locks = locks;
        Map<Integer, Long> zxids = new HashMap<>();
        history.events(Event.MemberAudited.class).forEach(e -> zxids.putIfAbsent(e.member(), e.zxid()));
        history.events(Event.ZnodeAudited.class)
                .forEach(
                        e -> auditedAt.merge(znodes.absolute(e.path()), zxids.getOrDefault(e.member(), 0L), Math::max));
        if (locks != null) {
            for (Attempt a : history.attempts()) {
                String path = a.path();
                boolean uncertain = a.code() != ResultCode.OK && ZnodeTimeline.mayHaveHappened(a.code());
                if (a.opcode() == Opcode.CREATE && uncertain && path != null && path.startsWith(locks + "/")) {
                    uncertainLocks.add(path);
                }
            }
        }
    }

    /** The znodes in the order of their creation. */
    List<Claim> inOrder() {
        Map<String, QueueItem> items = new HashMap<>();
        for (QueueItem item : log.items()) {
            Attempt znode = item.znode();
            if (znode != null && znode.path() != null) {
                items.put(znodes.absolute(znode.path()), item);
            }
        }
        List<Claim> claims = new ArrayList<>();
        for (ZnodeLifetime life : znodes.children(znodes.absolute(log.key()))) {
            String own = relative(life.path());
            long alive = Math.max(life.alive(), auditedAt.getOrDefault(life.path(), 0L));
            Claim claim = new Claim(own, life.czxid(), items.get(life.path()), alive, life.gone(), mayBeWithdrawn(own));
            claims.add(locks == null ? claim : locked(claim));
        }
        return claims;
    }

    private String relative(String path) {
        String absoluteKey = znodes.absolute(log.key());
        return log.key() + path.substring(absoluteKey.length());
    }

    /**
     * The claim of an item by its first lock. If an uncertain create may have made a lock, the item may have been
     * claimed at once.
     */
    private Claim locked(Claim claim) {
        String lock =
                locks + claim.path().substring(ZnodeTimeline.parent(log.key()).length());
        PathTimeline path = znodes.path(znodes.absolute(lock));
        Long first = path == null ? null : path.firstCreate();
        long free = uncertainLocks.contains(lock)
                ? claim.czxid()
                : first == null ? claim.freeUntil() : Math.min(first - 1, claim.freeUntil());
        long claimed = first == null ? ZnodeLifetime.NEVER : first;
        return new Claim(claim.path(), claim.czxid(), claim.item(), free, claimed, claim.withdrawn());
    }

    private boolean mayBeWithdrawn(String path) {
        List<Removal> removals = requests.removals(path);
        return removals.isEmpty() || removals.stream().anyMatch(r -> requests.withdraws(r.operation()));
    }
}
