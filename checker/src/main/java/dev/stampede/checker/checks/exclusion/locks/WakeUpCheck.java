package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.locks.IdleWaits.IdleWait;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waiting clients: no client keeps waiting although its lock is free and it is connected.
 *
 * <p>A waiting client has an {@code acquire} that has not returned. It is <em>idle</em> while it has no request in
 * progress. It is <em>entitled</em>, that is, the lock is free for it
 *
 * <ul>
 *   <li>if it has queued with its own znode: as soon as fewer older znodes than leases exist in the folder of its znode
 *       (for a lock: none), and from then on.
 *   <li>if it has no znode (its create was refused because another client's znode existed): whenever the folder is
 *       empty at a zxid later than that of its last response. Its watch is then triggered, even if another client was
 *       faster.
 * </ul>
 *
 * <p>A client must not stay idle for longer than the limit (see {@link DerivedBounds#wakeUp}) after the watchers
 * observed that it is entitled and while it is connected. Only time in which it could work undisturbed counts (see
 * {@link UndisturbedTime}). A client that sends requests by itself (a timed acquire, a polling loop) is never a
 * violation. A client is not judged if its session ended while it was idle, or if its own znode is uncertain. All
 * states are compared by zxid, so a lagging watcher causes no false violation.
 *
 * <p>A history that passes, and one that fails, kind {@link ExclusionAnomalies#LOST_WAKE_UP}:
 *
 * <pre>{@code
 * client 1  |== holds ==| deletes 0x10           client 1  |== holds ==| deletes 0x10
 * client 2  queued by 0x11  ...  getChildren     client 2  queued by 0x11  ..................
 * VALID                                          INVALID
 * }</pre>
 *
 * <p>Parameters: {@code leases} (the number of znodes of a folder named {@code leases} that are served at once, default
 * 1), and those of {@link MutualExclusionCheck}. O(n log n), and one pass over a folder for each idle time longer than
 * the limit.
 */
public final class WakeUpCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "wake-up";

    private static final String LEASES = "/leases";

    private final int leases;

    private WakeUpCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.WAKE_UP), spec, Set.of("leases"));
        this.leases = number(spec, "leases", 1);
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static WakeUpCheck of(CheckSpec spec) {
        return new WakeUpCheck(spec);
    }

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
        DerivedBound bound = bounds.wakeUp(bounds.timeoutMillisOr(0));
        IdleWaits.Found found = IdleWaits.longerThan(analysis, bound.nanos());
        List<IdleWait> waits = found.idleWaits();
        List<HoldFinding> findings = new ArrayList<>();
        for (IdleWait wait : waits) {
            HoldFinding finding = lostWakeUp(analysis, wait);
            if (finding != null) {
                findings.add(finding);
            }
        }
        long acquires = analysis.history().operations(LockInput.Acquire.class).size();
        return new Judgement(
                Coverage.of("acquires", acquires - found.uncertain())
                        .notJudged("it is not certain whether it has a znode in the queue", found.uncertain()),
                String.format(
                        Locale.ROOT,
                        "%s idle for more than %s; %,d of them next in the queue (lost wake-ups); limit: %s",
                        count(waits.size(), "waiting client") + (waits.size() == 1 ? " was" : " were"),
                        duration(bound.nanos()),
                        findings.size(),
                        bound.derivation()),
                findings);
    }

    /** Since when a client was entitled, and why. */
    private record Entitled(long atNanos, String why) {}

    private @Nullable HoldFinding lostWakeUp(HoldAnalysis analysis, IdleWait wait) {
        ZnodeTimeline znodes = analysis.shared().znodes();
        Entitled entitled = wait.own() == null ? byEmptiness(znodes, wait) : byQueue(znodes, wait);
        if (entitled == null || entitled.atNanos() == ZnodeLifetime.NEVER) {
            return null; // it is not entitled, or since an unknown time
        }
        int client = wait.operation().client();
        long from = Math.max(entitled.atNanos(), wait.fromNanos());
        long connected = connectedSince(analysis, client, from, wait.toNanos());
        DerivedBound bound = analysis.shared().bounds().wakeUp(analysis.timeoutMillis(client, from));
        if (connected < 0 || analysis.working(client).amount(connected, wait.toNanos()) <= bound.nanos()) {
            return null;
        }
        return finding(analysis, wait, entitled, connected, bound);
    }

    private static HoldFinding finding(
            HoldAnalysis analysis, IdleWait wait, Entitled entitled, long connected, DerivedBound bound) {
        Operation o = wait.operation();
        String name = analysis.timeline().name(o.client());
        String key = o.key() == null ? "the lock" : o.key();
        return new HoldFinding(
                ExclusionAnomalies.LOST_WAKE_UP,
                name + " kept waiting for " + duration(wait.toNanos() - connected) + " on " + key
                        + ", although the lock was free and the client was connected",
                List.of(
                        "its last request (" + wait.lastOpcode() + ") was answered at "
                                + seconds(wait.fromNanos()) + " at zxid " + hex(wait.zxid())
                                + ", and it sent no request until "
                                + seconds(wait.toNanos()),
                        entitled.why(),
                        "a waiting client must react within " + bound.text()),
                Blame.RECIPE,
                List.of(),
                List.of(o.number()),
                connected,
                Math.min(wait.toNanos(), connected + bound.nanos()),
                ExclusionCitations.WAKE_UP,
                null);
    }

    private @Nullable Entitled byQueue(ZnodeTimeline znodes, IdleWait wait) {
        IdleWaits.OwnZnode own = wait.own();
        if (own == null) {
            return null;
        }
        String folder = ZnodeTimeline.parent(znodes.absolute(own.path()));
        int served = folder.endsWith(LEASES) ? leases : 1;
        List<ZnodeLifetime> older = znodes.children(folder).stream()
                .filter(c -> c.czxid() < own.czxid())
                .sorted((a, b) -> Long.compare(b.gone(), a.gone()))
                .limit(served)
                .toList();
        if (older.size() < served) {
            String few = served == 1 ? "no older znode" : "fewer than " + served + " older znodes";
            return new Entitled(wait.fromNanos(), few + " existed in " + folder);
        }
        ZnodeLifetime last = older.get(served - 1);
        return last.gone() == ZnodeLifetime.NEVER
                ? null
                : new Entitled(
                        last.goneNanos(),
                        "its own znode is " + own.path()
                                + "; the last older znode in that folder that it had to wait"
                                + " for was " + last.path() + ", which was deleted by zxid " + hex(last.gone())
                                + ", observed at "
                                + seconds(last.goneNanos()));
    }

    private static @Nullable Entitled byEmptiness(ZnodeTimeline znodes, IdleWait wait) {
        String folder = ZnodeTimeline.parent(znodes.absolute(wait.refusedPath()));
        List<ZnodeLifetime> children = znodes.children(folder);
        ZnodeLifetime last = null;
        for (int i = 0; i < children.size(); i++) {
            ZnodeLifetime child = children.get(i);
            last = last == null || child.gone() > last.gone() ? child : last;
            long next = i + 1 < children.size() ? children.get(i + 1).czxid() : ZnodeLifetime.NEVER;
            if (last.gone() != ZnodeLifetime.NEVER && last.gone() > wait.zxid() && last.gone() <= next) {
                return new Entitled(
                        last.goneNanos(),
                        folder + " was empty from zxid " + hex(last.gone()) + " on, when " + last.path()
                                + " was deleted, which was observed at " + seconds(last.goneNanos()));
            }
        }
        return null;
    }

    /**
     * The start of the connection that lasted until the end of the interval; -1 if there is none, or if the session
     * ended in the interval.
     */
    private static long connectedSince(HoldAnalysis analysis, int client, long from, long to) {
        SessionChanged before = analysis.timeline().lastSessionEventUpTo(client, from);
        long since = ClientTimeline.connects(before) ? from : -1;
        List<SessionChanged> events = analysis.timeline().sessions(client);
        for (int i = SortedSearch.firstAtOrAfter(events, from + 1);
                i < events.size() && events.get(i).atNanos() <= to;
                i++) {
            SessionChanged event = events.get(i);
            boolean ended = event.state() == SessionState.EXPIRED
                    || event.state() == SessionState.LOST
                    || event.state() == SessionState.CONNECTED;
            if (ended) {
                return -1;
            }
            since = ClientTimeline.connects(event) ? event.atNanos() : -1;
        }
        return since;
    }
}
