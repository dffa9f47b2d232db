package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.MultiContent;
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
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the audited trees with what clients and watcher sessions saw: states from Stats, acknowledged deletes, and
 * watch events. Not thread-safe.
 *
 * <ul>
 *   <li>{@code audit-behind}: a member was read, after a sync, at a smaller zxid than that of a change that a client
 *       had seen.
 *   <li>{@code lost-write}: the znode has an older state than a client had seen, or it is missing although no client
 *       may have deleted it.
 *   <li>{@code delete-undone}: a znode exists that was created before an acknowledged delete of it was sent.
 * </ul>
 *
 * <p>A missing znode proves nothing if it is an ephemeral, a container or a TTL node, if its create is unknown, or if a
 * client, or a multi with unknown content, may have deleted it later. All losses of the same members are one anomaly.
 * O(n log n) in attempts and znodes.
 */
final class AuditedWrites {
    /** A state that a client or a watcher session saw; the operation is -1 for a watcher session. */
    private record Shown(ZnodeStat stat, long atNanos, int operation) {}

    /** A state or a delete that a member lost at one path, in words; the operation is -1 for a watcher session. */
    private record Loss(String text, long sinceNanos, int operation) {}

    /** How the losses of one kind are reported. */
    private record Form(String kind, String verb, String what) {}

    private static final Form LOST = new Form("lost-write", "lost", "acknowledged state");
    private static final Form UNDONE = new Form("delete-undone", "undid", "acknowledged delete");

    /** The losses of all members, by path. */
    private static final class Losses {
        private final Map<String, Map<Loss, List<MemberAudited>>> byPath = new TreeMap<>();

        void add(MemberAudited member, Map<String, Loss> losses) {
            losses.forEach((path, loss) -> byPath.computeIfAbsent(path, p -> new LinkedHashMap<>())
                    .computeIfAbsent(loss, l -> new ArrayList<>())
                    .add(member));
        }

        /** The losses, grouped by the members that have them; the losses of the most members come first. */
        Map<List<MemberAudited>, Map<String, Loss>> byMembers() {
            Map<List<MemberAudited>, Map<String, Loss>> groups = new HashMap<>();
            byPath.forEach((path, losses) -> losses.forEach((loss, members) ->
                    groups.computeIfAbsent(members, m -> new TreeMap<>()).put(path, loss)));
            Map<List<MemberAudited>, Map<String, Loss>> sorted = new LinkedHashMap<>();
            groups.entrySet().stream()
                    .sorted(Comparator.<Map.Entry<List<MemberAudited>, ?>>comparingInt(
                                    e -> -e.getKey().size())
                            .thenComparingInt(e -> e.getKey().get(0).member()))
                    .forEach(e -> sorted.put(e.getKey(), e.getValue()));
            return sorted;
        }
    }

    private final ZnodeTimeline znodes;
    private final AnomalyCollector findings;
    /** For each path, the seen state with the largest mzxid. */
    private final Map<String, Shown> lastSeen = new TreeMap<>();
    /** For each path, the largest czxid in the responses to creates of neither a container nor a TTL node. */
    private final Map<String, Long> created = new HashMap<>();
    /** For each path, the acknowledged delete with the largest {@code afterZxid}. */
    private final Map<String, DeleteRequest> deleted = new TreeMap<>();
    /** The last watch event of each path. */
    private final Map<String, ZnodeObserved> lastEvent = new HashMap<>();

    /** For each path, the largest zxid at which a multi can have deleted it. */
    private final Map<String, Long> deletedByMulti = new HashMap<>();

    private final Set<String> createdByMulti = new HashSet<>();
    /** The paths at which a client tried to create a container or a TTL node. */
    private final Set<String> serverMayDelete = new HashSet<>();

    /** The largest zxid that a multi with unknown content can have. */
    private long unknownMultiZxid;

    /** The seen state with the largest zxid. */
    private @Nullable Shown newest;

    private @Nullable Set<String> permanent;

    AuditedWrites(History history, ZnodeTimeline znodes, AnomalyCollector findings, BudgetGuard guard) {
        this.znodes = znodes;
        this.findings = findings;
        for (Attempt a : guard.each(history.attempts())) {
            if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code())) {
                multi(a, Analysis.of(history).effects().latestZxid(a));
            } else if (a.path() != null && (a.opcode() == Opcode.CREATE_CONTAINER || a.opcode() == Opcode.CREATE_TTL)) {
                serverMayDelete.add(znodes.absolute(a.path()));
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

    /** Notes what a multi that took effect at {@code latestZxid} at the latest may have created or deleted. */
    private void multi(Attempt a, long latestZxid) {
        MultiContent content = MultiContent.of(a);
        if (!content.known()) {
            unknownMultiZxid = Math.max(unknownMultiZxid, latestZxid);
        }
        for (MultiContent.Part part : content.parts()) {
            String path = znodes.absolute(part.path());
            switch (part.operation()) {
                case "delete" -> deletedByMulti.merge(path, latestZxid, Math::max);
                case "create" -> createdByMulti.add(path);
                case "createContainer", "createTTL" -> serverMayDelete.add(path);
                default -> {}
            }
        }
    }

    private void take(String path, Shown shown, Attempt a) {
        if (path.startsWith("/zookeeper")) {
            return;
        }
        lastSeen.merge(
                path, shown, (one, two) -> one.stat().mzxid() >= two.stat().mzxid() ? one : two);
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
            lastSeen.merge(
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
        Losses lost = new Losses();
        Losses undone = new Losses();
        behind(round);
        for (MemberAudited member : round.members.values()) {
            if (member.problem() == null
                    && !round.torn.containsKey(member.member())
                    && !round.tree(member.member()).isEmpty()) {
                lost.add(member, lost(round, member));
                undone.add(member, undone(round, member));
            }
        }
        lost.byMembers().forEach((members, losses) -> report(LOST, losses, round, members));
        undone.byMembers().forEach((members, losses) -> report(UNDONE, losses, round, members));
    }

    private void behind(AuditRound round) {
        Shown shown = newest;
        if (shown == null || !round.shows(shown.atNanos())) {
            return;
        }
        Map<Long, List<MemberAudited>> behind = new TreeMap<>();
        round.members.values().stream()
                .filter(m -> m.problem() == null && m.zxid() < zxid(shown))
                .forEach(m ->
                        behind.computeIfAbsent(m.zxid(), z -> new ArrayList<>()).add(m));
        behind.forEach((zxid, members) -> findings.add(
                "audit-behind",
                AuditTrees.names(members) + (members.size() == 1 ? " was" : " were") + " read at zxid " + hex(zxid)
                        + " after a sync" + round.when + ", although a client had seen a change of zxid "
                        + hex(zxid(shown)),
                Blame.ZOOKEEPER,
                new Extent(shown.atNanos(), latest(members), Set.of(), List.of(shown.operation())),
                ZooKeeperCitations.RELIABILITY));
    }

    private static long latest(List<MemberAudited> members) {
        return members.stream().mapToLong(MemberAudited::atNanos).max().orElse(0);
    }

    /** The paths of seen znodes that each later audit must show, because nothing can have deleted them. */
    private Set<String> permanent() {
        Set<String> known = permanent;
        if (known == null) {
            known = new HashSet<>();
            for (Map.Entry<String, Shown> entry : lastSeen.entrySet()) {
                if (mustBeThere(entry.getKey(), entry.getValue().stat())) {
                    known.add(entry.getKey());
                }
            }
            permanent = known;
        }
        return known;
    }

    private Map<String, Loss> lost(AuditRound round, MemberAudited member) {
        Map<String, ZnodeAudited> tree = round.tree(member.member());
        boolean whole = !round.partlyRead.containsKey(member.member());
        Map<String, Loss> losses = new TreeMap<>();
        lastSeen.forEach((path, shown) -> {
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
            } else if (there == null && whole && permanent().contains(path)) {
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
        return losses;
    }

    private static Loss loss(String text, Shown shown) {
        return new Loss(text, shown.atNanos(), shown.operation());
    }

    private boolean mustBeThere(String path, ZnodeStat stat) {
        PathTimeline timeline = znodes.path(path);
        boolean deletable = timeline == null || timeline.mayHaveBeenDeleted(stat.mzxid(), Long.MAX_VALUE);
        boolean onlyClientsDelete = created.getOrDefault(path, 0L) == stat.czxid()
                || (createdByMulti.contains(path) && !serverMayDelete.contains(path) && unknownMultiZxid == 0);
        return stat.ephemeralOwner() == 0
                && onlyClientsDelete
                && !deletable
                && Math.max(unknownMultiZxid, deletedByMulti.getOrDefault(path, 0L)) <= stat.mzxid();
    }

    private Map<String, Loss> undone(AuditRound round, MemberAudited member) {
        Map<String, ZnodeAudited> tree = round.tree(member.member());
        Map<String, Loss> undone = new TreeMap<>();
        deleted.forEach((path, delete) -> {
            ZnodeAudited there = tree.get(path);
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
            ZnodeAudited there = tree.get(path);
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
        return undone;
    }

    private static List<String> reason(Loss loss, List<MemberAudited> members) {
        String operation = loss.operation() < 0 ? "" : " (operation " + loss.operation() + ")";
        String read = members.stream()
                .map(m -> "member " + m.member() + " at " + seconds(m.atNanos()) + ", at zxid " + hex(m.zxid()))
                .collect(Collectors.joining("; "));
        return List.of("the ensemble had acknowledged it by " + seconds(loss.sinceNanos()) + operation
                + "; the audit read " + read);
    }

    private void report(Form form, Map<String, Loss> losses, AuditRound round, List<MemberAudited> members) {
        List<String> each = new ArrayList<>();
        losses.forEach((path, loss) -> each.add(path + ": " + loss.text()));
        List<Integer> operations = new ArrayList<>();
        losses.values().stream().limit(AnomalyCollector.MAX_ANOMALIES).forEach(l -> operations.add(l.operation()));
        long since = losses.values().stream()
                .mapToLong(Loss::sinceNanos)
                .min()
                .orElse(members.get(0).atNanos());
        String which = each.size() == 1
                ? "an " + form.what() + " of " + each.get(0)
                : each.size() + " " + form.what() + "s: " + AuditTrees.shortList(List.copyOf(losses.keySet()));
        findings.add(
                form.kind(),
                AuditTrees.names(members) + " " + form.verb() + " " + which + round.when,
                each.size() == 1 ? reason(losses.values().iterator().next(), members) : AuditTrees.reasons(each),
                Blame.ZOOKEEPER,
                new Extent(since, latest(members), Set.of(), operations).about(losses.keySet(), Set.of()),
                ZooKeeperCitations.RELIABILITY,
                null);
    }
}
