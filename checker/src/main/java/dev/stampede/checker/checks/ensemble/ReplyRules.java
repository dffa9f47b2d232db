package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.SeenZxids;
import dev.stampede.checker.analysis.StalenessBound;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.ensemble.KnownChanges.Change;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares each reply with the known changes of its znode: those that the state of the reply contains, and those that
 * any client saw so long ago that every member must have applied them. Not thread-safe.
 *
 * <p>A reply whose zxid z is exact shows the state that consists of the transactions up to z, because members run no
 * read while they apply a transaction. Otherwise z is the zxid that the session had seen when it sent the request: it
 * receives replies from states that contain every change up to z. Therefore:
 *
 * <ul>
 *   <li>{@code stale-in-session}: a Stat is not older than a change of the znode up to z;
 *   <li>{@code delete-undone}: a Stat is not that of a znode whose delete was acknowledged up to z;
 *   <li>{@code not-found}: a znode that existed after its last known change up to z is not absent, unless it may have
 *       been deleted: by a client's delete or multi, by the end of its owner's session, or by the server if it is a
 *       container or a TTL node. A znode whose create is not recorded is not judged;
 *   <li>{@code stale-beyond-limit}: regardless of the session, a Stat is not older than a change that any client saw
 *       longer ago than the limit ({@link StalenessBound}).
 * </ul>
 *
 * <p>Multis are excluded, because their Stats may show an intermediate state. Each rule reports its first violation per
 * znode. O(n log n) in attempts.
 */
final class ReplyRules {
    static final String STALE_IN_SESSION = "stale-in-session";
    private static final String STALE_BEYOND_LIMIT = "stale-beyond-limit";

    /** Requests that are answered with NONODE if their own path has no znode. */
    private static final Set<Opcode> NEEDS_ITS_ZNODE = EnumSet.of(
            Opcode.EXISTS,
            Opcode.GET_DATA,
            Opcode.GET_ACL,
            Opcode.GET_CHILDREN,
            Opcode.SET_DATA,
            Opcode.SET_ACL,
            Opcode.DELETE);

    private final History history;
    private final ZnodeTimeline znodes;
    private final ClientTimeline clients;
    private final StalenessBound stalenessBound;
    private final WatchEvents events;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<String, KnownChanges> known = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    /** The largest zxid that a multi which may delete znodes can have; {@link Long#MAX_VALUE} if that is unknown. */
    private long largestMultiZxid;

    /** @param staleInSession the paths of which a session certainly saw an older state than before */
    ReplyRules(
            History history,
            WatchEvents events,
            Set<String> staleInSession,
            AnomalyCollector findings,
            BudgetGuard guard) {
        this.events = events;
        this.guard = guard;
        Analysis analysis = Analysis.of(history);
        this.history = history;
        this.znodes = analysis.znodes();
        this.clients = analysis.clients();
        this.stalenessBound = analysis.stalenessBound();
        this.findings = findings;
        staleInSession.forEach(path -> reported.add(STALE_IN_SESSION + path));
    }

    void judge() {
        guard.each(history.attempts()).forEach(this::gather);
        known.forEach((path, changes) -> changes.freeze(asked(path)));
        SeenZxids seen = Analysis.of(history).seenZxids();
        for (Attempt a : guard.each(history.attempts())) {
            String path = a.path();
            KnownChanges changes = path == null || a.session() == 0 ? null : known.get(path);
            if (changes != null && path != null && a.answeredNanos() != Operation.OPEN) {
                judge(a, path, changes, seen.oldestShown(a));
            }
        }
    }

    private void gather(Attempt a) {
        String path = a.path();
        if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code()) && !setsOnly(a)) {
            largestMultiZxid =
                    ZnodeTimeline.acknowledged(a.code()) ? Math.max(largestMultiZxid, a.stateZxid()) : Long.MAX_VALUE;
        }
        if (path == null || a.opcode().multi() || path.startsWith("/zookeeper")) {
            return;
        }
        ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
        if (stat != null && stat.czxid() != 0) {
            KnownChanges changes = known.computeIfAbsent(path, p -> new KnownChanges());
            changes.shown(stat, a.answeredNanos());
            if (a.opcode() == Opcode.CREATE) {
                changes.created();
            }
        }
        if (a.opcode() == Opcode.CREATE_CONTAINER || a.opcode() == Opcode.CREATE_TTL) {
            known.computeIfAbsent(path, p -> new KnownChanges()).serverMayDelete();
        }
    }

    /** Whether a multi is one of the registers scenario, which checks and sets znodes and deletes none. */
    private boolean setsOnly(Attempt a) {
        return a.operation() >= 0 && history.operations().get(a.operation()).input() instanceof ZnodeInput.Multi;
    }

    private List<DeleteRequest> asked(String path) {
        PathTimeline timeline = znodes.path(znodes.absolute(path));
        return timeline == null ? List.of() : timeline.asked();
    }

    private void judge(Attempt a, String path, KnownChanges changes, long seen) {
        ZnodeStat stat = a.stat();
        if (a.code() == ResultCode.OK && stat != null && !a.opcode().multi() && stat.czxid() != 0) {
            shown(a, path, changes, seen, stat);
        } else if (a.code() == ResultCode.NONODE && NEEDS_ITS_ZNODE.contains(a.opcode())) {
            absent(a, path, changes, seen);
        }
    }

    private void shown(Attempt a, String path, KnownChanges changes, long seen, ZnodeStat stat) {
        Change newer = changes.after(stat.mzxid());
        boolean current = newer == null || newer.zxid() > seen;
        long eventZxid = current ? events.after(znodes.absolute(path), stat.mzxid()) : Long.MAX_VALUE;
        if (eventZxid <= seen) {
            report(
                    STALE_IN_SESSION,
                    a,
                    path,
                    session(a) + " read " + path + " of mzxid " + hex(stat.mzxid()) + basis(a, seen)
                            + ", although a watcher session was notified of a change at " + hex(eventZxid),
                    a.sentNanos(),
                    ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
        } else if (newer != null && newer.zxid() <= seen) {
            report(
                    STALE_IN_SESSION,
                    a,
                    path,
                    session(a) + " read " + path + " of mzxid " + hex(stat.mzxid()) + basis(a, seen) + ", although "
                            + path + " was changed at " + hex(newer.zxid()),
                    newer.knownNanos(),
                    ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
        } else if (newer != null
                && stalenessBound.mustInclude(a.client(), changes.knownSince(stat.mzxid()), a.sentNanos())) {
            report(
                    STALE_BEYOND_LIMIT,
                    a,
                    path,
                    session(a) + " read " + path + " of mzxid " + hex(stat.mzxid())
                            + " by a request that it sent at " + seconds(a.sentNanos())
                            + ", although a client had seen a change by "
                            + seconds(changes.knownSince(stat.mzxid())) + " (allowed: "
                            + stalenessBound.limit().text() + ")",
                    changes.knownSince(stat.mzxid()),
                    ZooKeeperCitations.TIMELINESS);
        }
        DeleteRequest delete = changes.deletedBy(stat.czxid(), seen);
        if (delete != null) {
            report(
                    "delete-undone",
                    a,
                    path,
                    session(a) + " read " + path + " of czxid " + hex(stat.czxid()) + basis(a, seen)
                            + ", although its delete had been acknowledged by zxid " + hex(delete.zxid()),
                    delete.answeredNanos(),
                    ZooKeeperCitations.RELIABILITY);
        }
    }

    private void absent(Attempt a, String path, KnownChanges changes, long seen) {
        PathTimeline timeline = znodes.path(znodes.absolute(path));
        if (timeline != null && seen > 0 && a.stateZxid() > 0 && timeline.existedFrom(seen, a.stateZxid())) {
            report(
                    "not-found",
                    a,
                    path,
                    session(a) + " was answered that there is no " + path
                            + (seen == a.stateZxid()
                                    ? " at zxid " + hex(seen) + ", although one existed then"
                                    : " between the zxids " + hex(seen) + " and " + hex(a.stateZxid())
                                            + ", although one znode existed at both"),
                    a.sentNanos(),
                    ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
            return;
        }
        Change last = changes.upTo(seen);
        if (last != null && mustExist(a, path, changes, last)) {
            report(
                    "not-found",
                    a,
                    path,
                    session(a) + " was answered that there is no " + path + basis(a, seen)
                            + ", although it existed at " + hex(last.zxid())
                            + " and no client may have deleted it since",
                    last.knownNanos(),
                    ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
            return;
        }
        Change newest = changes.upTo(Long.MAX_VALUE);
        if (newest != null
                && stalenessBound.mustInclude(a.client(), newest.knownNanos(), a.sentNanos())
                && mustExist(a, path, changes, newest)) {
            report(
                    STALE_BEYOND_LIMIT,
                    a,
                    path,
                    session(a) + " was answered that there is no " + path + " by a request that it sent at "
                            + seconds(a.sentNanos()) + ", although a client had seen it by "
                            + seconds(newest.knownNanos()) + " and no client may have deleted it since (allowed: "
                            + stalenessBound.limit().text() + ")",
                    newest.knownNanos(),
                    ZooKeeperCitations.TIMELINESS);
        }
    }

    private boolean mustExist(Attempt a, String path, KnownChanges changes, Change last) {
        return changes.onlyClientsDelete() && largestMultiZxid <= last.zxid() && !mayHaveBeenDeleted(a, path, last);
    }

    private boolean mayHaveBeenDeleted(Attempt a, String path, Change last) {
        long owner = last.ephemeralOwner();
        boolean byItsSession = owner != 0 && clients.aliveUntil(owner) <= a.answeredNanos();
        PathTimeline timeline = znodes.path(znodes.absolute(path));
        return byItsSession || timeline == null || timeline.mayHaveBeenDeleted(last.zxid(), a.answeredNanos());
    }

    /** Why a reply must show the state of a zxid. */
    private static String basis(Attempt a, long seen) {
        return (a.replyZxid() == seen ? " in a reply of zxid " : " after it had seen zxid ") + hex(seen);
    }

    private static String session(Attempt a) {
        return "session " + hex(a.session());
    }

    private void report(String kind, Attempt a, String path, String headline, long sinceNanos, Citation promise) {
        if (reported.add(kind + path)) {
            long from = Math.min(sinceNanos, a.sentNanos());
            findings.add(
                    kind,
                    headline,
                    Blame.ZOOKEEPER,
                    new Extent(from, a.answeredNanos(), Set.of(a.client()), List.of(a.operation()))
                            .about(Set.of(path), Set.of()),
                    promise);
        }
    }
}
