package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.PathTimeline;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a connected client acts on the newest state within the time limit.
 *
 * <p>There are two rules, which know the newest state from different evidence:
 *
 * <ul>
 *   <li>Responses to the client itself. A response in its session showed a state, and the watch event of that state had
 *       arrived earlier on the same connection. If the client stays connected for the time limit of a reaction after
 *       the response and still acts on an older state, a wake-up was lost. This rule needs no knowledge of faults: a
 *       member or a link that delays messages for more than two thirds of the session timeout ends the connection.
 *       Kinds {@code lost-wake-up}, and {@code no-catch-up} if the change may have been made while the client was
 *       disconnected.
 *   <li>Acknowledgements to any client. While no fault acts, and the recovery budget after the last heal is over, a
 *       change reaches every connected client within the time limit of convergence. Kind {@code not-converged}.
 * </ul>
 *
 * <p>An absent state has no zxid, so only the order of a session shows whether it is older than another one. An absent
 * view is stale if responses before and after the deadline showed the same incarnation of the znode. A present view is
 * stale if a later response showed that the znode was absent, and no other view followed. Each stale view is reported
 * once. O(n log n).
 */
final class ConvergenceRules {
    static final String LOST_WAKE_UP = "lost-wake-up";
    static final String NO_CATCH_UP = "no-catch-up";
    static final String NOT_CONVERGED = "not-converged";

    private final PropagationEvidence evidence;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final DerivedBounds bounds;
    private final ZnodeTimeline znodes;
    private final UndisturbedTime faultless;
    private final AnomalyCollector findings;
    private final @Nullable Citation noCatchUpExcuse;
    private final Map<Long, AcknowledgedWrite> byZxid = new HashMap<>();
    private int judged;
    private int undecided;

    /**
     * @param noCatchUpExcuse the sentence that allows a client not to catch up after a disconnect; null if none does
     */
    ConvergenceRules(
            PropagationEvidence evidence,
            Analysis analysis,
            AnomalyCollector findings,
            @Nullable Citation noCatchUpExcuse) {
        this.evidence = evidence;
        this.clients = analysis.clients();
        this.disturbances = analysis.disturbances();
        this.bounds = analysis.bounds();
        this.znodes = analysis.znodes();
        this.faultless = disturbances.withoutFaults(bounds.recoveryNanos());
        this.findings = findings;
        this.noCatchUpExcuse = noCatchUpExcuse;
        evidence.writes()
                .values()
                .forEach(all -> all.forEach(w -> byZxid.put(w.state().mzxid(), w)));
    }

    int judged() {
        return judged;
    }

    /**
     * The number of responses that could not be judged, because the client was not connected long enough afterwards.
     */
    int undecided() {
        return undecided;
    }

    void judge(WatchedKey watched) {
        ViewTimeline timeline = new ViewTimeline(evidence.views(watched));
        int reported = shown(watched, timeline);
        acknowledged(watched, timeline, reported);
    }

    /**
     * Judges the views by the responses to the client; returns the index of the view that was reported last, -2 for
     * none.
     */
    private int shown(WatchedKey watched, ViewTimeline timeline) {
        int reported = -2;
        List<StatObservation> observations = evidence.observations(watched);
        for (int i = 0; i < observations.size(); i++) {
            StatObservation observation = observations.get(i);
            Connection connection =
                    clients.connection(watched.client(), observation.session(), observation.answeredNanos());
            if (connection == null || timeline.coversAt(observation.state(), observation.answeredNanos())) {
                continue;
            }
            long deadline = deadline(
                    watched, observation.answeredNanos(), bounds.reaction().nanos());
            long observed = observedUntil(connection);
            if (deadline > observed) {
                boolean inTime = timeline.coversAt(observation.state(), observed);
                judged += inTime ? 1 : 0;
                undecided += inTime ? 0 : 1;
                continue;
            }
            judged++;
            int view = timeline.indexAt(deadline);
            if (view != reported && stale(observations, i, timeline, view, deadline, connection)) {
                reported = view;
                report(watched, timeline, view, connection, observation, deadline);
            }
        }
        return reported;
    }

    private static boolean stale(
            List<StatObservation> observations,
            int at,
            ViewTimeline timeline,
            int view,
            long deadline,
            Connection connection) {
        StatObservation observation = observations.get(at);
        if (!observation.state().present()) {
            return view >= 0
                    && timeline.view(view).state().present()
                    && timeline.view(view).atNanos() < observation.sentNanos();
        } else if (view >= 0 && !timeline.view(view).state().present()) {
            return timeline.newest(view) < observation.state().mzxid()
                    && timeline.view(view).atNanos() < observation.sentNanos()
                    && shownAgain(observations, at, deadline, connection);
        }
        return timeline.newest(view) < observation.state().mzxid();
    }

    /** Whether a response after the deadline showed the same incarnation, so that it existed all the time. */
    private static boolean shownAgain(
            List<StatObservation> observations, int at, long deadline, Connection connection) {
        long czxid = observations.get(at).state().czxid();
        for (int i = at + 1; i < observations.size(); i++) {
            StatObservation later = observations.get(i);
            if (later.answeredNanos() > connection.toNanos() || later.state().czxid() != czxid) {
                return false;
            } else if (later.sentNanos() >= deadline) {
                return true;
            }
        }
        return false;
    }

    private void acknowledged(WatchedKey watched, ViewTimeline timeline, int reportedByShown) {
        int reported = reportedByShown;
        List<AcknowledgedWrite> writes = evidence.writes().getOrDefault(watched.key(), List.of());
        for (Connection connection : clients.connections(watched.client())) {
            for (Interval window : faultless.stretches(connection.fromNanos(), observedUntil(connection))) {
                for (AcknowledgedWrite write : relevant(writes, window)) {
                    long from = Math.max(write.answeredNanos(), window.fromNanos());
                    long deadline = deadline(watched, from, bounds.convergence().nanos());
                    if (deadline > window.toNanos()) {
                        break;
                    }
                    judged++;
                    int view = timeline.indexAt(deadline);
                    if (view != reported && older(watched, timeline, view, write, deadline)) {
                        reported = view;
                        boolean disconnected = mayHaveBeenDisconnected(write.state(), connection);
                        String what = write.state() + " was acknowledged at " + seconds(write.answeredNanos());
                        Extent extent = extent(watched, timeline, view, write.operation(), from, deadline);
                        report(watched, timeline, view, connection, what, extent, disconnected);
                    }
                }
                reported = deleted(watched, timeline, connection, window, reported);
            }
        }
    }

    /**
     * Whether a view is older than a write. An absent view is older only if no client may have deleted the znode after
     * the write.
     */
    private boolean older(
            WatchedKey watched, ViewTimeline timeline, int view, AcknowledgedWrite write, long deadlineNanos) {
        if (view >= 0 && timeline.view(view).state().present()) {
            return timeline.newest(view) < write.state().mzxid();
        }
        PathTimeline path = znodes.path(znodes.absolute(watched.key()));
        return path == null || !path.mayHaveBeenDeleted(write.state().mzxid(), deadlineNanos);
    }

    private List<DeleteRequest> deletes(WatchedKey watched) {
        PathTimeline path = znodes.path(znodes.absolute(watched.key()));
        return path == null ? List.of() : path.asked();
    }

    /** Judges the views by acknowledged deletes; returns the index of the view that was reported last. */
    private int deleted(
            WatchedKey watched, ViewTimeline timeline, Connection connection, Interval window, int reportedBefore) {
        int reported = reportedBefore;
        for (DeleteRequest delete : deletes(watched)) {
            long from = Math.max(delete.answeredNanos(), window.fromNanos());
            if (!delete.acknowledged() || delete.answeredNanos() > window.toNanos()) {
                continue;
            }
            long deadline = deadline(watched, from, bounds.convergence().nanos());
            if (deadline > window.toNanos()) {
                continue;
            }
            judged++;
            int view = timeline.indexAt(deadline);
            KeyState state = view < 0 ? KeyState.ABSENT : timeline.view(view).state();
            if (view != reported && state.present() && state.czxid() != 0 && state.czxid() <= delete.afterZxid()) {
                reported = view;
                boolean disconnected = delete.sentNanos() <= connection.fromNanos() + bounds.requestNanos();
                String what = "its delete was acknowledged at " + seconds(delete.answeredNanos());
                Extent extent = extent(watched, timeline, view, delete.operation(), from, deadline);
                report(watched, timeline, view, connection, what, extent, disconnected);
            }
        }
        return reported;
    }

    private static Extent extent(
            WatchedKey watched, ViewTimeline timeline, int view, int operation, long fromNanos, long deadlineNanos) {
        List<Integer> operations = new ArrayList<>(timeline.operations(view));
        operations.add(operation);
        return new Extent(fromNanos, deadlineNanos, Set.of(watched.client()), operations);
    }

    /** The newest write that was acknowledged before the window, then the writes that were acknowledged within it. */
    private static List<AcknowledgedWrite> relevant(List<AcknowledgedWrite> writes, Interval window) {
        List<AcknowledgedWrite> relevant = new ArrayList<>();
        @Nullable AcknowledgedWrite newest = null;
        for (AcknowledgedWrite write : writes) {
            if (write.answeredNanos() > window.toNanos()) {
                break;
            } else if (write.answeredNanos() > window.fromNanos()) {
                relevant.add(write);
            } else if (newest == null || write.state().mzxid() > newest.state().mzxid()) {
                newest = write;
            }
        }
        if (newest != null) {
            relevant.add(0, newest);
        }
        return relevant;
    }

    private long deadline(WatchedKey watched, long atNanos, long boundNanos) {
        return disturbances.requestTime(watched.client()).after(atNanos, boundNanos);
    }

    /**
     * The end of the connection or of the last operation of its client, whichever is earlier: later the client may have
     * been stopped.
     */
    private long observedUntil(Connection connection) {
        return Math.min(connection.toNanos(), evidence.lastCompletion(connection.client(), connection.toNanos()));
    }

    /**
     * Whether the change may have been made while the client was disconnected, or before it had set its watch again.
     */
    private boolean mayHaveBeenDisconnected(KeyState newer, Connection connection) {
        AcknowledgedWrite write = byZxid.get(newer.mzxid());
        return write == null || write.sentNanos() <= connection.fromNanos() + bounds.requestNanos();
    }

    private void report(
            WatchedKey watched,
            ViewTimeline timeline,
            int view,
            Connection connection,
            StatObservation observation,
            long deadlineNanos) {
        boolean disconnected = mayHaveBeenDisconnected(observation.state(), connection);
        List<Integer> operations = new ArrayList<>(timeline.operations(view));
        operations.add(observation.operation());
        add(
                disconnected ? NO_CATCH_UP : LOST_WAKE_UP,
                watched,
                timeline.text(view) + " of " + watched.key() + " at " + seconds(deadlineNanos)
                        + ", although it saw " + observation.state() + " at " + seconds(observation.answeredNanos())
                        + " and has been connected since " + seconds(connection.fromNanos())
                        + " without interruption (allowed: "
                        + duration(bounds.reaction().nanos()) + ")",
                new Extent(observation.answeredNanos(), deadlineNanos, Set.of(watched.client()), operations),
                disconnected ? noCatchUpExcuse : null);
    }

    private void report(
            WatchedKey watched,
            ViewTimeline timeline,
            int view,
            Connection connection,
            String change,
            Extent extent,
            boolean disconnected) {
        add(
                disconnected && noCatchUpExcuse != null ? NO_CATCH_UP : NOT_CONVERGED,
                watched,
                timeline.text(view) + " of " + watched.key() + " at " + seconds(extent.toNanos()) + ", although "
                        + change
                        + "; it has been connected since " + seconds(connection.fromNanos())
                        + ", and no fault has been in effect since " + seconds(extent.fromNanos()) + " (allowed: "
                        + duration(bounds.convergence().nanos()) + ")",
                extent,
                disconnected ? noCatchUpExcuse : null);
    }

    private void add(String kind, WatchedKey watched, String rest, Extent extent, @Nullable Citation excuse) {
        findings.add(
                kind,
                "client " + watched.client() + " " + rest,
                Blame.RECIPE,
                extent,
                kind.equals(LOST_WAKE_UP) ? PropagationCitations.ONE_TIME : PropagationCitations.TIMELINESS,
                excuse);
    }
}
