package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.MemberAudited;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches the audited trees for what clients saw: states from Stats, and acknowledged deletes. Not thread-safe.
 *
 * <ul>
 *   <li>{@code audit-behind}: a member was read, after a sync, at a smaller zxid than that of a change that a client had seen.
 *   <li>{@code lost-write}: the znode has an older state than a client had seen, or it is missing although no client may have
 *       deleted it.
 *   <li>{@code delete-undone}: a znode exists that was created before an acknowledged delete of it was sent.
 * </ul>
 *
 * <p>A missing znode proves nothing if it is an ephemeral, a container or a TTL node, if its create is unknown, or if a
 * client, or a multi with unknown content, may have deleted it later. Everything that one member lacks is one anomaly.
 * O(n log n) in attempts and znodes.
 */
final class AuditedWrites {
    /** The last state of a path that a client saw. */
    private record Shown(ZnodeStat stat, long atNanos, int operation) {}

    /** One loss of a member: a description, by path. */
    private record Loss(String text, long sinceNanos, int operation) {}

    private final ZnodeTimeline znodes;
    private final AnomalyCollector findings;
    private final Map<String, Shown> last = new TreeMap<>();
    private final Map<String, Long> created = new HashMap<>();
    private final Map<String, DeleteRequest> deleted = new TreeMap<>();
    /** The last watch event of each path. */
    private final Map<String, ZnodeObserved> lastEvent = new HashMap<>();

    private long newestMultiZxid;
    private @Nullable Shown newest;

    AuditedWrites(History history, ZnodeTimeline znodes, AnomalyCollector findings, BudgetGuard guard) {
        this.znodes = znodes;
        this.findings = findings;
        for (Attempt a : guard.each(history.attempts())) {
            if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code()) && mayDelete(a, history)) {
                boolean certain = ZnodeTimeline.acknowledged(a.code());
                newestMultiZxid = Math.max(newestMultiZxid, certain ? a.zxid() : Long.MAX_VALUE);
            }
            ZnodeStat stat = a.stat();
            if (stat != null
                    && a.path() != null
                    && a.code() == ResultCode.OK
                    && stat.czxid() != 0
                    && !a.opcode().multi()) {
                take(znodes.absolute(a.path()), new Shown(stat, a.answeredNanos(), a.operation()), a);
            }
        }
        history.events(ZnodeObserved.class).forEach(this::observed);
        znodes.deletes().stream()
                .filter(DeleteRequest::acknowledged)
                .forEach(d -> deleted.merge(d.path(), d, (one, two) -> one.afterZxid() >= two.afterZxid() ? one : two));
    }

    /** The multis of the scenario of registers check and set. */
    private static boolean mayDelete(Attempt a, History history) {
        return a.operation() < 0 || !(history.operations().get(a.operation()).input() instanceof ZnodeInput.Multi);
    }

    private void take(String path, Shown shown, Attempt a) {
        if (path.startsWith("/zookeeper")) {
            return;
        }
        last.merge(path, shown, (one, two) -> one.stat().mzxid() >= two.stat().mzxid() ? one : two);
        if (a.opcode() == Opcode.CREATE) {
            created.merge(path, shown.stat().czxid(), Math::max);
        }
        if (newest == null || zxid(newest) < zxid(shown)) {
            newest = shown;
        }
    }

    private void observed(ZnodeObserved e) {
        ZnodeStat stat = e.stat();
        if (stat != null && stat.czxid() != 0 && !e.path().startsWith("/zookeeper")) {
            last.merge(
                    e.path(),
                    new Shown(stat, e.atNanos(), -1),
                    (one, two) -> one.stat().mzxid() >= two.stat().mzxid() ? one : two);
        } else if (WatchEvents.isEvent(e)) {
            lastEvent.merge(e.path(), e, (one, two) -> one.zxid() >= two.zxid() ? one : two);
        }
    }

    private static long zxid(Shown shown) {
        return Math.max(shown.stat().mzxid(), shown.stat().pzxid());
    }

    void judge(AuditRound round) {
        for (MemberAudited member : round.members.values()) {
            if (member.problem() == null) {
                behind(round, member);
                if (!round.torn.containsKey(member.member())
                        && !round.tree(member.member()).isEmpty()) {
                    lost(round, member);
                    undone(round, member);
                }
            }
        }
    }

    private void behind(AuditRound round, MemberAudited member) {
        Shown shown = newest;
        if (shown == null || member.zxid() >= zxid(shown) || !round.shows(shown.atNanos())) {
            return;
        }
        findings.add(
                "audit-behind",
                "member " + member.member() + " was read at zxid " + hex(member.zxid()) + " after a sync" + round.when
                        + ", although a client had seen a change of zxid " + hex(zxid(shown)),
                Blame.ZOOKEEPER,
                new Extent(shown.atNanos(), member.atNanos(), Set.of(), List.of(shown.operation())),
                ZooKeeperCitations.RELIABILITY);
    }

    private void lost(AuditRound round, MemberAudited member) {
        Map<String, ZnodeAudited> tree = round.tree(member.member());
        boolean whole = !round.partlyRead.containsKey(member.member());
        Map<String, Loss> losses = new TreeMap<>();
        last.forEach((path, shown) -> {
            ZnodeAudited there = tree.get(path);
            ZnodeStat stat = shown.stat();
            if (!round.shows(shown.atNanos())) {
                return;
            } else if (there != null && there.stat().mzxid() < stat.mzxid()) {
                losses.put(
                        path,
                        loss(
                                "it has the mzxid " + hex(there.stat().mzxid()) + " instead of " + hex(stat.mzxid()),
                                shown));
            } else if (there != null
                    && there.stat().mzxid() == stat.mzxid()
                    && there.stat().version() != stat.version()) {
                losses.put(
                        path,
                        loss(
                                "it has the version " + there.stat().version() + " instead of " + stat.version()
                                        + " at mzxid " + hex(stat.mzxid()),
                                shown));
            } else if (there == null && whole && mustBeThere(path, stat)) {
                losses.put(
                        path,
                        loss(
                                "it is missing, and no client may have deleted it since zxid " + hex(stat.mzxid()),
                                shown));
            }
        });
        lastEvent.forEach((path, event) -> {
            ZnodeAudited there = tree.get(path);
            boolean set = event.change() != ZnodeChange.DELETED;
            if (there != null
                    && set
                    && there.stat().mzxid() < event.zxid()
                    && event.zxid() <= member.zxid()
                    && round.shows(event.atNanos())) {
                losses.put(
                        path,
                        new Loss(
                                "it has the mzxid " + hex(there.stat().mzxid()) + ", although a watcher session was"
                                        + " notified of a change at " + hex(event.zxid()),
                                event.atNanos(),
                                -1));
            }
        });
        report("lost-write", "lost", "acknowledged state", losses, round, member);
    }

    private static Loss loss(String text, Shown shown) {
        return new Loss(text, shown.atNanos(), shown.operation());
    }

    private boolean mustBeThere(String path, ZnodeStat stat) {
        PathTimeline timeline = znodes.path(path);
        boolean deletable = timeline == null || timeline.mayHaveBeenDeleted(stat.mzxid(), Long.MAX_VALUE);
        return stat.ephemeralOwner() == 0
                && created.getOrDefault(path, 0L) == stat.czxid()
                && !deletable
                && newestMultiZxid <= stat.mzxid();
    }

    private void undone(AuditRound round, MemberAudited member) {
        Map<String, Loss> undone = new TreeMap<>();
        deleted.forEach((path, delete) -> {
            ZnodeAudited there = round.tree(member.member()).get(path);
            if (there != null && there.stat().czxid() <= delete.afterZxid() && round.shows(delete.answeredNanos())) {
                undone.put(
                        path,
                        new Loss(
                                "the znode of czxid " + hex(there.stat().czxid()) + ", which was deleted by zxid "
                                        + hex(delete.zxid()) + ", exists",
                                delete.answeredNanos(),
                                delete.operation()));
            }
        });
        lastEvent.forEach((path, event) -> {
            ZnodeAudited there = round.tree(member.member()).get(path);
            if (there != null
                    && event.change() == ZnodeChange.DELETED
                    && there.stat().czxid() < event.zxid()
                    && event.zxid() <= member.zxid()
                    && round.shows(event.atNanos())) {
                undone.put(
                        path,
                        new Loss(
                                "the znode of czxid " + hex(there.stat().czxid())
                                        + " exists, although a watcher session was notified of its delete at "
                                        + hex(event.zxid()),
                                event.atNanos(),
                                -1));
            }
        });
        report("delete-undone", "undid", "acknowledged delete", undone, round, member);
    }

    private static List<String> reason(Loss loss, MemberAudited member) {
        String operation = loss.operation() < 0 ? "" : " (operation " + loss.operation() + ")";
        return List.of("the ensemble had acknowledged it by " + seconds(loss.sinceNanos()) + operation
                + "; the audit read member " + member.member() + " at " + seconds(member.atNanos()) + ", at zxid "
                + hex(member.zxid()));
    }

    private void report(
            String kind, String verb, String what, Map<String, Loss> losses, AuditRound round, MemberAudited member) {
        if (losses.isEmpty()) {
            return;
        }
        List<String> each = new ArrayList<>();
        losses.forEach((path, loss) -> each.add(path + ": " + loss.text()));
        List<Integer> operations = new ArrayList<>();
        losses.values().stream().limit(AnomalyCollector.MAX_ANOMALIES).forEach(l -> operations.add(l.operation()));
        long since = losses.values().stream().mapToLong(Loss::sinceNanos).min().orElse(member.atNanos());
        String which = each.size() == 1
                ? "an " + what + " of " + each.get(0)
                : each.size() + " " + what + "s: " + AuditTrees.shortList(List.copyOf(losses.keySet()));
        findings.add(
                kind,
                "member " + member.member() + " " + verb + " " + which + round.when,
                each.size() == 1 ? reason(losses.values().iterator().next(), member) : AuditTrees.reasons(each),
                Blame.ZOOKEEPER,
                new Extent(since, member.atNanos(), Set.of(), operations).about(losses.keySet(), Set.of()),
                ZooKeeperCitations.RELIABILITY,
                null);
    }
}
