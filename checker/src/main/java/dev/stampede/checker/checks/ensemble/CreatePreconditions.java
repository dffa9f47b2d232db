package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.EffectBounds;
import dev.stampede.checker.analysis.LargestZxids;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.SequentialPaths;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether each create succeeded or failed as the existence of its znode requires. Not thread-safe; O(n log n)
 * in attempts.
 *
 * <ul>
 *   <li>{@code refused-create}: a create was answered with NodeExists, although a delete of the znode had been
 *       acknowledged before the create was sent, and no request can have created the znode since. A watch event of a
 *       create that no client sent is no excuse.
 *   <li>{@code created-over}: a create succeeded although the path had a znode that nothing can have deleted. If that
 *       znode is ephemeral, its session must have been alive: it sent a later write that the leader answered.
 * </ul>
 *
 * <p>A create is a write, so its precondition is judged in a state that contains every write that was acknowledged
 * before. Requests for the path whose effect is unknown, and all multis, may have created or deleted the znode.
 */
final class CreatePreconditions {
    private static final LargestZxids NONE = new LargestZxids.Builder().build();

    private final History history;
    private final ZnodeTimeline znodes;
    private final ClientTimeline clients;
    private final EffectBounds effects;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    /** For each path, the creates whose effect is unknown. */
    private final Map<String, LargestZxids> uncertain = new HashMap<>();

    private final Map<String, Deletes> deletes = new HashMap<>();
    /** For each path, whether no acknowledged create made a container or a TTL node, which the server deletes. */
    private final Map<String, Boolean> onlyClientsDelete = new HashMap<>();
    /** The czxids in the responses to creates. */
    private final Set<Long> acknowledged = new HashSet<>();

    private LargestZxids multis = NONE;

    CreatePreconditions(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.clients = Analysis.of(history).clients();
        this.effects = Analysis.of(history).effects();
        this.findings = findings;
    }

    void judge() {
        Map<String, LargestZxids.Builder> uncertainCreates = new HashMap<>();
        LargestZxids.Builder multi = new LargestZxids.Builder();
        List<Attempt> refused = new ArrayList<>();
        List<Attempt> created = new ArrayList<>();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode.creates() || opcode == Opcode.MULTI))) {
            ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
            if (a.opcode() == Opcode.MULTI && ZnodeTimeline.mayHaveHappened(a.code())) {
                multi.add(a.sentNanos(), effects.latestZxid(a));
            }
            if (!a.opcode().creates() || a.path() == null) {
                continue;
            }
            if (a.code() == ResultCode.NODEEXISTS) {
                refused.add(a);
            } else if (stat != null) {
                created.add(a);
                acknowledged.add(stat.czxid());
                onlyClientsDelete.merge(
                        znodes.absolute(a.path()), a.opcode() == Opcode.CREATE, (one, two) -> one && two);
            } else if (ZnodeTimeline.mayHaveHappened(a.code())) {
                uncertainCreates
                        .computeIfAbsent(a.path(), p -> new LargestZxids.Builder())
                        .add(a.sentNanos(), effects.latestZxid(a));
            }
        }
        multis = multi.build();
        uncertainCreates.forEach((path, builder) -> uncertain.put(path, builder.build()));
        refused.forEach(a -> refused(a, String.valueOf(a.path())));
        created.forEach(a -> created(a, String.valueOf(a.path())));
    }

    private void refused(Attempt a, String key) {
        PathTimeline path = znodes.path(znodes.absolute(key));
        DeleteRequest delete = path == null
                ? null
                : deletes.computeIfAbsent(key, k -> new Deletes(path)).largestBefore(a.sentNanos());
        if (path == null
                || delete == null
                || multis.by(a.answeredNanos()) > delete.afterZxid()
                || uncertain.getOrDefault(key, NONE).by(a.answeredNanos()) > delete.afterZxid()
                || uncertain.getOrDefault(SequentialPaths.requested(key), NONE).by(a.answeredNanos())
                        > delete.afterZxid()
                || path.createdIn(delete.afterZxid(), a.stateZxid() > 0 ? a.stateZxid() : Long.MAX_VALUE).stream()
                        .anyMatch(acknowledged::contains)) {
            return;
        }
        findings.add(
                "refused-create",
                "session " + hex(a.session()) + " was answered that " + key
                        + " exists, although its delete had been acknowledged by zxid " + hex(delete.zxid())
                        + " and no client can have created it since",
                Blame.ZOOKEEPER,
                new Extent(
                                delete.sentNanos(),
                                a.answeredNanos(),
                                Set.copyOf(List.of(delete.client(), a.client())),
                                List.of(delete.operation(), a.operation()))
                        .about(Set.of(key), Set.of()),
                ZooKeeperCitations.NODE_EXISTS);
    }

    private void created(Attempt a, String key) {
        ZnodeStat stat = a.stat();
        PathTimeline path = znodes.path(znodes.absolute(key));
        long olderCzxid = stat == null || path == null ? 0 : path.createdBefore(stat.czxid());
        if (stat == null
                || path == null
                || olderCzxid == 0
                || !certainlyExisted(path, znodes.absolute(key), olderCzxid, a)) {
            return;
        }
        findings.add(
                "created-over",
                "session " + hex(a.session()) + " created " + key + " at zxid " + hex(stat.czxid())
                        + ", although it existed since " + hex(olderCzxid) + " and nothing can have deleted it",
                Blame.ZOOKEEPER,
                new Extent(a.sentNanos(), a.answeredNanos(), Set.of(a.client()), List.of(a.operation()))
                        .about(Set.of(key), Set.of()),
                ZooKeeperCitations.NODE_EXISTS);
    }

    /** Whether a znode certainly existed until a later create at its path. */
    private boolean certainlyExisted(PathTimeline path, String absolute, long olderCzxid, Attempt a) {
        long czxid = a.stat() == null ? 0 : a.stat().czxid();
        long owner = znodes.owner(olderCzxid);
        boolean kept = owner == 0
                ? onlyClientsDelete.getOrDefault(absolute, false) && znodes.createdInThisRun(olderCzxid)
                : owner != ZnodeLifetime.UNKNOWN && clients.aliveUntil(owner) > a.answeredNanos();
        return kept
                && multis.by(a.answeredNanos()) <= olderCzxid
                && path.seenGone(olderCzxid, czxid) == Operation.OPEN
                && !path.mayHaveBeenDeleted(olderCzxid, a.answeredNanos());
    }

    /** The acknowledged deletes of a path in the order of their responses. */
    private static final class Deletes {
        private final List<DeleteRequest> answered;
        /** For each index of {@link #answered}, the delete up to it with the largest {@code afterZxid}. */
        private final List<DeleteRequest> largestUpTo = new ArrayList<>();

        Deletes(PathTimeline path) {
            answered = path.asked().stream()
                    .filter(DeleteRequest::acknowledged)
                    .sorted(Comparator.comparingLong(DeleteRequest::answeredNanos))
                    .toList();
            for (DeleteRequest d : answered) {
                DeleteRequest before = largestUpTo.isEmpty() ? d : largestUpTo.get(largestUpTo.size() - 1);
                largestUpTo.add(before.afterZxid() > d.afterZxid() ? before : d);
            }
        }

        /**
         * The delete with the largest {@code afterZxid} among those answered before a moment; null if there is none.
         */
        @Nullable
        DeleteRequest largestBefore(long atNanos) {
            int count = SortedSearch.firstAtOrAfter(
                    answered.size(), i -> answered.get(i).answeredNanos(), atNanos);
            return count == 0 ? null : largestUpTo.get(count - 1);
        }
    }
}
