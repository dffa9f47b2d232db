package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.watches.RemovableZnode.Change;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the leader ({@code ContainerManager}) removed TTL znodes and containers when it had to, and not
 * before. Not thread-safe.
 *
 * <ul>
 *   <li>{@code removed-early}: a TTL znode was removed before the leader's wall clock reached mtime + TTL. The mtime of
 *       the next transaction of the same leader is an upper bound of that clock. The anomaly is a caveat if the znode
 *       had once been unchanged for longer than its TTL: it was a candidate for removal then, and a later change does
 *       not withdraw it.
 *   <li>{@code removed-with-children}: a znode was removed although it had a child at the zxid of the removal.
 *   <li>{@code removed-unused}: a container was removed before any client had asked for a child.
 *   <li>{@code not-removed}: a znode still existed after the time limit. This is known if the znode existed at or after
 *       the zxid of an acknowledged write that was requested after the limit.
 * </ul>
 *
 * <p>The time limit starts when the TTL has passed and the last child is known to be gone, and again after each fault
 * of a member and each change of a member's role: a new leader starts its own timer.
 */
final class RemovalRules {
    static final String CLIENT = "a client may have deleted it";
    static final String UNCERTAIN = "a change of it, or the create of a child, was not answered";
    static final String NOT_UNDISTURBED = "the servers were not undisturbed for the time limit";
    static final String UNSEEN = "no write shows until when it existed";
    static final String IN_USE = "it was in use until the end";
    static final String NO_CLOCK = "no later write of the same leader shows its wall clock";

    private static final long MILLI = 1_000_000L;

    private final RemovalLog log;
    private final ServerClock clock;
    private final DerivedBound bound;
    private final UndisturbedTime servers;
    private final long endNanos;
    private final AnomalyCollector findings;
    private final Coverage.Tally tally;

    RemovalRules(
            RemovalLog log,
            ServerClock clock,
            DerivedBound bound,
            UndisturbedTime servers,
            long endNanos,
            AnomalyCollector findings,
            Coverage.Tally tally) {
        this.log = log;
        this.clock = clock;
        this.bound = bound;
        this.servers = servers;
        this.endNanos = endNanos;
        this.findings = findings;
        this.tally = tally;
    }

    void judge(RemovableZnode znode) {
        if (znode.clientMayDelete()) {
            tally.notJudged(CLIENT);
            return;
        }
        List<ZnodeLifetime> children = log.children(znode);
        @Nullable String whyNoRemoval = znode.removed() ? judgeRemoval(znode, children) : NO_CLOCK;
        @Nullable String whyNoDelay = judgeDelay(znode, children);
        if (whyNoRemoval == null || whyNoDelay == null) {
            tally.judged();
        } else {
            tally.notJudged(whyNoDelay);
        }
    }

    /** Judges a removal. Returns the reason if that was not possible, otherwise null. */
    private @Nullable String judgeRemoval(RemovableZnode znode, List<ZnodeLifetime> children) {
        children.stream()
                .filter(child -> child.alive() >= znode.lifetime().gone())
                .findFirst()
                .ifPresent(child -> withChild(znode, child));
        if (znode.container()) {
            unused(znode);
            return null;
        }
        return judgeEarly(znode) ? null : NO_CLOCK;
    }

    private void withChild(RemovableZnode znode, ZnodeLifetime child) {
        report(
                "removed-with-children",
                znode,
                znode.text() + " was removed at zxid " + hex(znode.lifetime().gone()) + ", although its child "
                        + child.path() + ", created at " + hex(child.czxid()) + ", existed at " + hex(child.alive()),
                null);
    }

    private void unused(RemovableZnode znode) {
        if (!log.mayHaveHadChildren(znode)) {
            report(
                    "removed-unused",
                    znode,
                    znode.text() + " was removed at zxid "
                            + hex(znode.lifetime().gone()) + ", although no client had ever asked for a child",
                    null);
        }
    }

    private boolean judgeEarly(RemovableZnode znode) {
        OptionalLong latest = clock.latestMillis(znode.lifetime().gone());
        if (latest.isEmpty()) {
            return false;
        }
        Change last = znode.lastChange();
        long elapsed = latest.getAsLong() - last.mtimeMillis();
        if (elapsed <= znode.ttlMillis()) {
            report(
                    "removed-early",
                    znode,
                    znode.text() + " was removed at zxid "
                            + hex(znode.lifetime().gone()) + " at most " + elapsed + " ms after its last change at "
                            + hex(last.zxid()) + ", by the leader's wall clock",
                    znode.wasCandidate() ? WatchCitations.TTL : null);
        }
        return true;
    }

    /** Judges whether a znode was removed in time. Returns the reason if that was not possible, otherwise null. */
    private @Nullable String judgeDelay(RemovableZnode znode, List<ZnodeLifetime> children) {
        ZnodeLifetime lifetime = znode.lifetime();
        long from = znode.lastChange().answeredNanos() + znode.ttlMillis() * MILLI;
        for (ZnodeLifetime child : children) {
            from = Math.max(from, child.goneNanos());
        }
        if (from == ZnodeLifetime.NEVER || (znode.container() && children.isEmpty())) {
            return IN_USE;
        } else if (znode.uncertainChange()) {
            return UNCERTAIN;
        }
        long deadline = servers.doneBy(from, bound.nanos());
        long existed = clock.notBefore(lifetime.alive());
        if (deadline > endNanos) {
            return NOT_UNDISTURBED;
        } else if (existed > deadline) {
            report(
                    "not-removed",
                    znode,
                    znode.text() + " still existed at " + seconds(existed) + " (zxid " + hex(lifetime.alive())
                            + "), although it could be removed since " + seconds(from)
                            + " and the servers were undisturbed for " + bound.equation(),
                    null);
            return null;
        }
        return lifetime.gone() == ZnodeLifetime.NEVER ? UNSEEN : null;
    }

    private void report(String kind, RemovableZnode znode, String headline, @Nullable Citation excuse) {
        Change last = znode.lastChange();
        long gone = znode.lifetime().goneNanos();
        long until = Math.max(last.answeredNanos(), gone == ZnodeLifetime.NEVER ? endNanos : gone);
        findings.add(
                kind,
                headline,
                Blame.ZOOKEEPER,
                new Extent(
                                last.sentNanos(),
                                until,
                                Set.of(znode.client()),
                                List.of(znode.operation(), last.operation()))
                        .about(Set.of(znode.path()), Set.of()),
                znode.container() ? WatchCitations.CONTAINER : WatchCitations.TTL,
                excuse);
    }
}
