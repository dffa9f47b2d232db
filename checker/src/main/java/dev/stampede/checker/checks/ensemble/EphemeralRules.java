package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.LargestZxids;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ephemeral znode lives as long as its session: it neither vanishes earlier nor outlives it. Not thread-safe.
 *
 * <ul>
 *   <li>{@code ephemeral-vanished}: watchers observed that the znode was gone, no client had sent a delete, and the
 *       leader later answered a write of its session, so the session had not ended.
 *   <li>{@code ephemeral-outlived}: the znode existed, or was deleted, at a zxid after that of the acknowledged close
 *       of its session.
 * </ul>
 *
 * <p>A multi may have deleted any znode, so a znode is not judged as vanished if a multi may have taken effect during
 * its lifetime. A session that was closed without an acknowledgement may live until its timeout. O(n log n).
 */
final class EphemeralRules {
    private final ClientTimeline clients;
    private final ZnodeTimeline znodes;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final LargestZxids multis;

    EphemeralRules(History history, AnomalyCollector findings, BudgetGuard guard) {
        Analysis analysis = Analysis.of(history);
        this.guard = guard;
        this.clients = analysis.clients();
        this.znodes = analysis.znodes();
        this.findings = findings;
        LargestZxids.Builder sent = new LargestZxids.Builder();
        for (Attempt a : guard.each(history.attempts(opcode -> opcode == Opcode.MULTI))) {
            if (ZnodeTimeline.mayHaveHappened(a.code())) {
                sent.add(a.sentNanos(), analysis.effects().latestZxid(a));
            }
        }
        this.multis = sent.build();
    }

    /** Judges all known ephemeral znodes. */
    void judge() {
        for (ZnodeLifetime life : guard.each(znodes.ephemerals())) {
            vanished(life);
            outlived(life);
        }
    }

    private void vanished(ZnodeLifetime life) {
        long alive = clients.aliveUntil(life.owner());
        if (life.gone() == ZnodeLifetime.NEVER
                || life.goneNanos() == ZnodeLifetime.NEVER
                || alive <= life.goneNanos()
                || mayHaveBeenDeleted(life)) {
            return;
        }
        findings.add(
                "ephemeral-vanished",
                "the ephemeral " + life.path() + " of session " + hex(life.owner()) + " was gone by "
                        + seconds(life.goneNanos()) + " (zxid " + hex(life.gone())
                        + "), although its session was alive and no client had sent a delete",
                List.of("a write that session " + hex(life.owner()) + " sent at " + seconds(alive)
                        + " was answered by the leader, so the session had not ended"),
                Blame.ZOOKEEPER,
                extent(life, life.goneNanos(), alive),
                ZooKeeperCitations.EPHEMERALS,
                null);
    }

    private boolean mayHaveBeenDeleted(ZnodeLifetime life) {
        PathTimeline path = znodes.path(life.path());
        return path == null || path.mayHaveBeenDeleted(life.czxid(), life.goneNanos()) || aMultiMayHaveDeleted(life);
    }

    private boolean aMultiMayHaveDeleted(ZnodeLifetime life) {
        return multis.by(life.goneNanos()) > life.czxid();
    }

    /** Judges by exact zxids only: those of watch events and of Stats. */
    private void outlived(ZnodeLifetime life) {
        ZnodeTimeline.Close close = znodes.close(life.owner());
        PathTimeline path = znodes.path(life.path());
        if (close == null || path == null || life.czxid() > close.zxid()) {
            return;
        }
        Map.Entry<Long, Long> deleted = path.seenDelete(life.czxid());
        long alive = path.lastSeen(life.czxid());
        String what;
        if (deleted != null && deleted.getKey() > close.zxid()) {
            what = " was deleted only at zxid " + hex(deleted.getKey());
        } else if (alive > close.zxid()) {
            what = " still existed at zxid " + hex(alive);
        } else {
            return;
        }
        findings.add(
                "ephemeral-outlived",
                "the ephemeral " + life.path()
                        + what
                        + ", although the close of its session " + hex(life.owner())
                        + " had been acknowledged at zxid " + hex(close.zxid()),
                Blame.ZOOKEEPER,
                extent(life, close.answeredNanos(), Math.max(close.answeredNanos(), end(life))),
                ZooKeeperCitations.EPHEMERALS);
    }

    private long end(ZnodeLifetime life) {
        return Math.min(life.goneNanos(), clients.endNanos());
    }

    private static Extent extent(ZnodeLifetime life, long fromNanos, long toNanos) {
        return new Extent(fromNanos, toNanos, Set.of(), List.of()).about(Set.of(life.path()), Set.of(life.owner()));
    }
}
