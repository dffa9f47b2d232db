package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.locks.EphemeralLifetimes.EphemeralLifetime;
import dev.stampede.checker.checks.exclusion.locks.ZnodeUse.Need;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * No znode is left behind. A client must delete the ephemeral znode of an acquire that granted nothing with it, of a
 * hold that was released, and of a create that it forgot because the response was lost. A lease that is not returned is
 * lost to all other clients, and a znode that is left in a queue stops all clients behind it, until the session ends.
 *
 * <p>A znode is leaked if it continuously existed for longer than the limit of {@link DerivedBounds#wakeUp} while all
 * of the following held:
 *
 * <ul>
 *   <li>Its client did not need it, and had no delete of it in progress (see {@link ZnodeUse}). So a delete with a lost
 *       response that is sent again after the reconnect (Curator's guaranteed deletes) is not a leak.
 *   <li>The client was continuously connected in the session that owns the znode. The end of the session deletes the
 *       znode.
 *   <li>The client's last operation had not returned; the harness closes a client only later.
 *   <li>The client could work undisturbed (see {@link UndisturbedTime}); only such time counts.
 * </ul>
 *
 * <p>Only znodes are judged that were created within an acquire and whose delete a watcher reported (see
 * {@link EphemeralLifetimes}); the close of the client deletes the znode at the latest. Watchers are late by no more
 * than a member may lag, which the limit includes.
 *
 * <p>A history that passes, and one that fails, kind {@link ExclusionAnomalies#LEAKED_ZNODE}:
 *
 * <pre>{@code
 * acquire /a → failed   deletes its znode 0x10    acquire /a → failed   ........ 0x10 exists until the client closes
 * VALID                                           INVALID
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusionCheck}. O(n log n), and for each znode that existed for longer than the
 * limit one pass over the acquires of its client.
 */
public final class LeakedZnodesCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "leaks";

    private static final Pattern BEFORE_3_9 = Pattern.compile("ZooKeeper 3\\.[0-8](?!\\d)");

    private LeakedZnodesCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.UNLOCK), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static LeakedZnodesCheck of(CheckSpec spec) {
        return new LeakedZnodesCheck(spec);
    }

    /** A znode that was left behind, and the need that ended. */
    private record Leak(EphemeralLifetime znode, Need need, long fromNanos, long toNanos, DerivedBound bound) {}

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        DerivedBounds bounds = analysis.shared().bounds();
        if (!bounds.known()) {
            return new Judgement(Coverage.nothing(DerivedBounds.UNKNOWN), "", List.of());
        }
        EphemeralLifetimes lifetimes = new EphemeralLifetimes(analysis);
        ZnodeUse needs = new ZnodeUse(analysis, lifetimes);
        Map<Integer, Long> lastReturns = lastReturns(analysis);
        List<HoldFinding> findings = new ArrayList<>();
        int judged = 0;
        int unseen = 0;
        for (EphemeralLifetime each : lifetimes.all()) {
            analysis.guard().step();
            Operation creator = analysis.history().operations().get(each.operation());
            if (!(creator.input() instanceof LockInput.Acquire)) {
                continue;
            }
            if (each.gone() == ZnodeLifetime.NEVER) {
                unseen++;
                continue;
            }
            judged++;
            long to = Math.min(each.toNanos(), lastReturns.getOrDefault(each.client(), 0L));
            DerivedBound bound = bounds.wakeUp(analysis.timeoutMillis(each.client(), each.fromNanos()));
            if (to - each.fromNanos() > bound.nanos()) {
                Leak leak = leftBehind(analysis, each, needs.of(each), to, bound);
                if (leak != null) {
                    findings.add(finding(analysis, leak));
                }
            }
        }
        DerivedBound bound = bounds.wakeUp(bounds.timeoutMillisOr(0));
        return new Judgement(
                Coverage.of("znodes", judged)
                        .notJudged(
                                "the harness did not receive the NodeDeleted event with a zxid"
                                        + (serversBefore39(analysis) ? " (servers before 3.9 send none)" : ""),
                                unseen),
                count(findings.size(), "lock znode") + " remained for more than " + duration(bound.nanos()) + " after "
                        + (findings.size() == 1 ? "it was" : "they were") + " no longer needed (limit: "
                        + bound.derivation() + ")",
                findings);
    }

    /** Whether a member of the run had a version before 3.9, according to the environment of its header. */
    private static boolean serversBefore39(HoldAnalysis analysis) {
        return analysis.history().header().environment().entrySet().stream()
                .anyMatch(e -> e.getKey().startsWith("member ")
                        && BEFORE_3_9.matcher(e.getValue()).lookingAt());
    }

    /** When the last operation of each client returned; {@link Operation#OPEN} if it did not. */
    private static Map<Integer, Long> lastReturns(HoldAnalysis analysis) {
        Map<Integer, Long> last = new HashMap<>();
        for (Operation o : analysis.guard().each(analysis.history().operations())) {
            last.merge(o.client(), o.completedNanos(), Math::max);
        }
        return last;
    }

    private static @Nullable Leak leftBehind(
            HoldAnalysis analysis, EphemeralLifetime znode, List<Need> needs, long toNanos, DerivedBound bound) {
        Need last = needs.get(0); // the need of the acquire that created it
        for (int i = 0; i < needs.size(); i++) {
            last = needs.get(i).toNanos() > last.toNanos() ? needs.get(i) : last;
            long from = Math.max(znode.fromNanos(), last.toNanos());
            long to = i + 1 < needs.size() ? Math.min(toNanos, needs.get(i + 1).fromNanos()) : toNanos;
            for (Connection c : analysis.timeline().connections(znode.client())) {
                long since = Math.max(c.fromNanos(), from);
                long until = Math.min(c.toNanos(), to);
                if (c.session() == znode.session()
                        && until - since > bound.nanos()
                        && analysis.working(znode.client()).amount(since, until) > bound.nanos()) {
                    return new Leak(znode, last, since, until, bound);
                }
            }
        }
        return null;
    }

    private static HoldFinding finding(HoldAnalysis analysis, Leak leak) {
        EphemeralLifetime znode = leak.znode();
        return new HoldFinding(
                ExclusionAnomalies.LEAKED_ZNODE,
                analysis.timeline().name(znode.client()) + " leaked the znode " + znode.path() + " for "
                        + duration(leak.toNanos() - leak.fromNanos()) + ", although it was connected",
                List.of(
                        "it was no longer needed from "
                                + seconds(leak.need().toNanos()) + " on, when "
                                + leak.need().ended() + "; it was deleted at zxid " + hex(znode.gone())
                                + ", which was first observed at " + seconds(znode.toNanos()),
                        "its client was connected in the session that owns it, " + hex(znode.session())
                                + ", continuously from " + seconds(leak.fromNanos()) + " to "
                                + seconds(leak.toNanos()) + ", and had to delete it within "
                                + leak.bound().text()),
                Blame.RECIPE,
                List.of(),
                List.of(leak.need().operation()),
                leak.fromNanos(),
                leak.fromNanos() + leak.bound().nanos(),
                ExclusionCitations.UNLOCK,
                null);
    }
}
