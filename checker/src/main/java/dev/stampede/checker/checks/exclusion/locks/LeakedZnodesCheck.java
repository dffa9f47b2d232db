package dev.stampede.checker.checks.exclusion.locks;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nothing stays behind: the ephemeral znode of an acquire that granted nothing by it, that of a hold that was released, and
 * that of a create whose lost answer the client forgot, goes while its client lives on. A lease that nobody has given back
 * is lost to all others, and a znode that was left in a queue stops everybody behind it, until the session ends.
 *
 * <p>A znode is left behind if it was there for longer than the bound of {@link DerivedBound#wakeUp} in one go while all of this
 * held:
 *
 * <ul>
 *   <li>Its client did not need it, nor was a delete of its own under way (see {@link ZnodeUse}): so a delete whose answer was
 *       lost, and that is sent again after the reconnect (Curator's guaranteed deletes), accuses nobody.
 *   <li>The client was connected, without a break, in the session that owns the znode. A session that ends takes it along.
 *   <li>The client was still at work: not before a client's last operation has returned is it closed.
 *   <li>It could work undisturbed (see {@link UndisturbedTime}); only such time is counted.
 * </ul>
 *
 * <p>Only znodes are judged that were created beneath an acquire and of which a watcher saw the delete as it happened (see
 * {@link EphemeralLifetimes}); at the latest the close of the client shows it. The watchers are late by no more than a member may lag,
 * which the bound has in it.
 *
 * <p>A history that passes, and one that fails, kind {@link ExclusionAnomalies#LEAKED_ZNODE}:
 *
 * <pre>{@code
 * acquire /a → failed   deletes its znode 0x10    acquire /a → failed   ........ 0x10 is there until the client closes
 * VALID                                           INVALID
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusionCheck}. O(n log n), and one pass over its client's acquires for each znode that was
 * there for longer than the bound.
 */
public final class LeakedZnodesCheck extends HoldCheck {
    /** What it is called on the command line and in reports. */
    public static final String NAME = "leaks";

    private LeakedZnodesCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.UNLOCK), spec, Set.of());
    }

    /**
     * The check with the parameters that are described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is not known
     */
    public static LeakedZnodesCheck of(CheckSpec spec) {
        return new LeakedZnodesCheck(spec);
    }

    /** When a znode was left, and what had ended its need. */
    private record Left(EphemeralLifetime znode, Need need, long fromNanos, long toNanos, DerivedBound bound) {}

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
        Map<Integer, Long> atWork = atWork(analysis);
        List<HoldFinding> findings = new ArrayList<>();
        int judged = 0;
        int unseen = 0;
        for (EphemeralLifetime each : lifetimes.all()) {
            analysis.guard().step();
            Operation maker = analysis.history().operations().get(each.operation());
            if (!(maker.input() instanceof LockInput.Acquire)) {
                continue;
            }
            if (each.gone() == ZnodeLifetime.NEVER) {
                unseen++;
                continue;
            }
            judged++;
            long to = Math.min(each.toNanos(), atWork.getOrDefault(each.client(), 0L));
            DerivedBound bound = bounds.wakeUp(analysis.timeoutMillis(each.client(), each.fromNanos()));
            if (to - each.fromNanos() > bound.nanos()) {
                Left left = leftBehind(analysis, each, needs.of(each), to, bound);
                if (left != null) {
                    findings.add(finding(analysis, left));
                }
            }
        }
        DerivedBound bound = bounds.wakeUp(bounds.timeoutMillisOr(0));
        return new Judgement(
                Coverage.of("znodes", judged).notJudged("no watcher saw its delete", unseen),
                String.format(
                        Locale.ROOT,
                        "%,d znodes of acquires were there for more than %s after they were needed",
                        findings.size(),
                        bound.text()),
                findings);
    }

    /** Until when each client was at work: its last operation may run on to the end. */
    private static Map<Integer, Long> atWork(HoldAnalysis analysis) {
        Map<Integer, Long> last = new HashMap<>();
        for (Operation o : analysis.history().operations()) {
            last.merge(o.client(), o.completedNanos(), Math::max);
        }
        return last;
    }

    private static @Nullable Left leftBehind(
            HoldAnalysis analysis, EphemeralLifetime znode, List<Need> needs, long toNanos, DerivedBound bound) {
        Need last = needs.get(0); // the making of it
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
                    return new Left(znode, last, since, until, bound);
                }
            }
        }
        return null;
    }

    private static HoldFinding finding(HoldAnalysis analysis, Left left) {
        EphemeralLifetime znode = left.znode();
        return new HoldFinding(
                ExclusionAnomalies.LEAKED_ZNODE,
                analysis.timeline().name(znode.client()) + " left the znode " + znode.path() + " behind for "
                        + seconds(left.toNanos() - left.fromNanos()) + ", though it was connected",
                List.of(
                        "it was needed no longer from "
                                + seconds(left.need().toNanos()) + " on, when "
                                + left.need().ended() + "; it was deleted at zxid " + hex(znode.gone())
                                + ", which was first known at " + seconds(znode.toNanos()),
                        "its client was connected in the session that owns it, " + hex(znode.session())
                                + ", without a break from " + seconds(left.fromNanos()) + " to "
                                + seconds(left.toNanos()) + ", and has "
                                + left.bound().text()),
                Blame.RECIPE,
                List.of(),
                List.of(left.need().operation()),
                left.fromNanos(),
                left.fromNanos() + left.bound().nanos(),
                ExclusionCitations.UNLOCK,
                null);
    }
}
