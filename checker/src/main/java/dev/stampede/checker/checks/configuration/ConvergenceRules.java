package dev.stampede.checker.checks.configuration;

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
 * A connected client acts on the newest state within the bound.
 *
 * <p>Two rules, each with its own knowledge of what the newest state is:
 *
 * <ul>
 *   <li>By what the client itself was shown. An answer in its session showed a state; its watch event came before that on
 *       the same connection. If it stays connected for the bound of reaction after it and still acts on an older state,
 *       a wake-up was lost. This needs no knowledge of faults: whatever slows a member or a link for longer than two
 *       thirds of the session timeout ends the connection. Kinds {@code lost-wake-up}, and {@code no-catch-up} if the
 *       change may have come while the client was away.
 *   <li>By what was acknowledged to anybody. While nothing is broken, and the budget of recovery after the last heal is
 *       over, a change reaches every connected client within the bound of convergence. Kind {@code not-converged}.
 * </ul>
 *
 * <p>A state that is absent has no zxid, so it is older than another only where a session's order says so: an absent look
 * is stale if the same incarnation was shown after the bound as before it, and a present look if absence was shown after
 * it and nothing else was looked at since. Each stale look is told once. O(n log n).
 */
final class ConvergenceRules {
    static final String LOST_WAKE_UP = "lost-wake-up";
    static final String NO_CATCH_UP = "no-catch-up";
    static final String NOT_CONVERGED = "not-converged";

    private final PropagationEvidence records;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final DerivedBounds bounds;
    private final ZnodeTimeline znodes;
    private final UndisturbedTime faultless;
    private final AnomalyCollector findings;
    private final @Nullable Citation gap;
    private final Map<Long, AcknowledgedWrite> byZxid = new HashMap<>();
    private int judged;
    private int undecided;

    /** @param gap the sentence that allows a client not to catch up after it was away; null if none does */
    ConvergenceRules(
            PropagationEvidence records, Analysis analysis, AnomalyCollector findings, @Nullable Citation gap) {
        this.records = records;
        this.clients = analysis.clients();
        this.disturbances = analysis.disturbances();
        this.bounds = analysis.bounds();
        this.znodes = analysis.znodes();
        this.faultless = disturbances.withoutFaults(bounds.recoveryNanos());
        this.findings = findings;
        this.gap = gap;
        records.writes()
                .values()
                .forEach(all -> all.forEach(w -> byZxid.put(w.state().mzxid(), w)));
    }

    int judged() {
        return judged;
    }

    /** How many answers could not be judged, because the client was not connected long enough after them. */
    int undecided() {
        return undecided;
    }

    void judge(WatchedKey follower) {
        ViewTimeline gaze = new ViewTimeline(records.looks(follower));
        int told = shown(follower, gaze);
        acknowledged(follower, gaze, told);
    }

    /** By what the client was shown; says which look was told last, -2 for none. */
    private int shown(WatchedKey follower, ViewTimeline gaze) {
        int told = -2;
        List<StatObservation> sights = records.sights(follower);
        for (int i = 0; i < sights.size(); i++) {
            StatObservation sight = sights.get(i);
            Connection connection = clients.connection(follower.client(), sight.session(), sight.answeredNanos());
            if (connection == null || gaze.coversAt(sight.state(), sight.answeredNanos())) {
                continue;
            }
            long deadline =
                    deadline(follower, sight.answeredNanos(), bounds.reaction().nanos());
            long observed = observedUntil(connection);
            if (deadline > observed) {
                boolean inTime = gaze.coversAt(sight.state(), observed);
                judged += inTime ? 1 : 0;
                undecided += inTime ? 0 : 1;
                continue;
            }
            judged++;
            int look = gaze.indexAt(deadline);
            if (look != told && stale(sights, i, gaze, look, deadline, connection)) {
                told = look;
                tell(follower, gaze, look, connection, sight, deadline);
            }
        }
        return told;
    }

    private static boolean stale(
            List<StatObservation> sights, int at, ViewTimeline gaze, int look, long deadline, Connection connection) {
        StatObservation sight = sights.get(at);
        if (!sight.state().present()) {
            return look >= 0
                    && gaze.look(look).state().present()
                    && gaze.look(look).atNanos() < sight.sentNanos();
        } else if (look >= 0 && !gaze.look(look).state().present()) {
            return gaze.newest(look) < sight.state().mzxid()
                    && gaze.look(look).atNanos() < sight.sentNanos()
                    && shownAgain(sights, at, deadline, connection);
        }
        return gaze.newest(look) < sight.state().mzxid();
    }

    /** Whether the same incarnation was there still when the bound was over, so that it was there all the time. */
    private static boolean shownAgain(List<StatObservation> sights, int at, long deadline, Connection connection) {
        long czxid = sights.get(at).state().czxid();
        for (int i = at + 1; i < sights.size(); i++) {
            StatObservation later = sights.get(i);
            if (later.answeredNanos() > connection.toNanos() || later.state().czxid() != czxid) {
                return false;
            } else if (later.sentNanos() >= deadline) {
                return true;
            }
        }
        return false;
    }

    private void acknowledged(WatchedKey follower, ViewTimeline gaze, int toldByShown) {
        int told = toldByShown;
        List<AcknowledgedWrite> writes = records.writes().getOrDefault(follower.key(), List.of());
        for (Connection connection : clients.connections(follower.client())) {
            for (Interval window : faultless.stretches(connection.fromNanos(), observedUntil(connection))) {
                for (AcknowledgedWrite write : relevant(writes, window)) {
                    long from = Math.max(write.answeredNanos(), window.fromNanos());
                    long deadline =
                            deadline(follower, from, bounds.convergence().nanos());
                    if (deadline > window.toNanos()) {
                        break;
                    }
                    judged++;
                    int look = gaze.indexAt(deadline);
                    if (look != told && older(follower, gaze, look, write, deadline)) {
                        told = look;
                        boolean away = mayHaveBeenAway(write.state(), connection);
                        String what = write.state() + " was acknowledged at " + seconds(write.answeredNanos());
                        Extent extent = extent(follower, gaze, look, write.operation(), from, deadline);
                        tell(follower, gaze, look, connection, what, extent, away);
                    }
                }
                told = deleted(follower, gaze, connection, window, told);
            }
        }
    }

    /** Whether a client acts on less than a write; a view of nothing is older only if nobody may have deleted the znode since. */
    private boolean older(
            WatchedKey follower, ViewTimeline gaze, int look, AcknowledgedWrite write, long deadlineNanos) {
        if (look >= 0 && gaze.look(look).state().present()) {
            return gaze.newest(look) < write.state().mzxid();
        }
        PathTimeline path = znodes.path(znodes.absolute(follower.key()));
        return path == null || !path.mayHaveBeenDeleted(write.state().mzxid(), deadlineNanos);
    }

    private List<DeleteRequest> deletes(WatchedKey follower) {
        PathTimeline path = znodes.path(znodes.absolute(follower.key()));
        return path == null ? List.of() : path.asked();
    }

    /** By the deletes that were acknowledged; says which look was told last. */
    private int deleted(
            WatchedKey follower, ViewTimeline gaze, Connection connection, Interval window, int toldBefore) {
        int told = toldBefore;
        for (DeleteRequest delete : deletes(follower)) {
            long from = Math.max(delete.answeredNanos(), window.fromNanos());
            if (!delete.acknowledged() || delete.answeredNanos() > window.toNanos()) {
                continue;
            }
            long deadline = deadline(follower, from, bounds.convergence().nanos());
            if (deadline > window.toNanos()) {
                continue;
            }
            judged++;
            int look = gaze.indexAt(deadline);
            KeyState state = look < 0 ? KeyState.ABSENT : gaze.look(look).state();
            if (look != told && state.present() && state.czxid() != 0 && state.czxid() <= delete.afterZxid()) {
                told = look;
                boolean away = delete.sentNanos() <= connection.fromNanos() + bounds.requestNanos();
                String what = "its delete was acknowledged at " + seconds(delete.answeredNanos());
                Extent extent = extent(follower, gaze, look, delete.operation(), from, deadline);
                tell(follower, gaze, look, connection, what, extent, away);
            }
        }
        return told;
    }

    private static Extent extent(
            WatchedKey follower, ViewTimeline gaze, int look, int operation, long fromNanos, long deadlineNanos) {
        List<Integer> operations = new ArrayList<>(gaze.operations(look));
        operations.add(operation);
        return new Extent(fromNanos, deadlineNanos, Set.of(follower.client()), operations);
    }

    /** The newest of those that were acknowledged before a time without faults, then those within it. */
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

    private long deadline(WatchedKey follower, long atNanos, long boundNanos) {
        return disturbances.requestTime(follower.client()).after(atNanos, boundNanos);
    }

    /** A client that shows no sign of life is not judged. */
    private long observedUntil(Connection connection) {
        return Math.min(connection.toNanos(), records.lastSign(connection.client(), connection.toNanos()));
    }

    /** Whether the change may have been made while the client was away: its watch may not have been set again yet. */
    private boolean mayHaveBeenAway(KeyState newer, Connection connection) {
        AcknowledgedWrite write = byZxid.get(newer.mzxid());
        return write == null || write.sentNanos() <= connection.fromNanos() + bounds.requestNanos();
    }

    private void tell(
            WatchedKey follower,
            ViewTimeline gaze,
            int look,
            Connection connection,
            StatObservation sight,
            long deadlineNanos) {
        boolean away = mayHaveBeenAway(sight.state(), connection);
        List<Integer> operations = new ArrayList<>(gaze.operations(look));
        operations.add(sight.operation());
        add(
                away ? NO_CATCH_UP : LOST_WAKE_UP,
                follower,
                gaze.words(look) + " of " + follower.key() + " at " + seconds(deadlineNanos)
                        + ", although it was shown " + sight.state() + " at " + seconds(sight.answeredNanos())
                        + " and has been connected since " + seconds(connection.fromNanos())
                        + " without interruption (allowed: "
                        + seconds(bounds.reaction().nanos()) + ")",
                new Extent(sight.answeredNanos(), deadlineNanos, Set.of(follower.client()), operations),
                away ? gap : null);
    }

    private void tell(
            WatchedKey follower,
            ViewTimeline gaze,
            int look,
            Connection connection,
            String change,
            Extent extent,
            boolean away) {
        add(
                away && gap != null ? NO_CATCH_UP : NOT_CONVERGED,
                follower,
                gaze.words(look) + " of " + follower.key() + " at " + seconds(extent.toNanos()) + ", although " + change
                        + ", it has been connected since " + seconds(connection.fromNanos())
                        + " and nothing has been broken since " + seconds(extent.fromNanos()) + " (allowed: "
                        + seconds(bounds.convergence().nanos()) + ")",
                extent,
                away ? gap : null);
    }

    private void add(String kind, WatchedKey follower, String rest, Extent site, @Nullable Citation excuse) {
        findings.add(
                kind,
                "client " + follower.client() + " " + rest,
                Blame.RECIPE,
                site,
                kind.equals(LOST_WAKE_UP) ? PropagationCitations.ONE_TIME : PropagationCitations.TIMELINESS,
                excuse);
    }
}
