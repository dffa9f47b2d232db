package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.DeleteRequest;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.util.List;
import java.util.Set;

/** Decides whether the session of an older hold had ended when a younger one was granted. */
final class SessionEnds {
    private static final long MILLI = 1_000_000L;

    /** The possible answers. */
    enum Answer {
        NOT_ENDED,
        ENDED,
        UNKNOWN
    }

    private final HoldAnalysis analysis;

    SessionEnds(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * Decides from the following evidence, in this order: a later use of the session (its client connects in it again,
     * or the ensemble acknowledged a write that was sent in it: the leader refuses writes of an ended session); the
     * hold's znode still existed at the younger grant, or disappeared without a delete (an ephemeral znode is deleted
     * only with its session); the session events that the client received.
     */
    Answer ended(Overlap overlap) {
        Hold older = overlap.older();
        long session = analysis.session(older);
        long granted = overlap.younger().grantedNanos();
        if (session == 0) {
            return Answer.UNKNOWN;
        }
        if (analysis.timeline().aliveUntil(session) > granted || connectsAfter(older.client(), session, granted)) {
            return Answer.NOT_ENDED;
        }
        boolean notifiedBefore = endNoticeNanos(older, session) <= granted;
        ZnodeLifetime life = analysis.znodes().life(older);
        long zxid = analysis.grantZxid(overlap.younger());
        if (life.ephemeral() && zxid != 0) {
            if (life.alive() >= zxid) {
                return Answer.NOT_ENDED;
            }
            if (life.gone() <= zxid) {
                return znodeGoneBefore(overlap, life, notifiedBefore);
            }
        }
        if (notifiedBefore) {
            return Answer.ENDED;
        }
        return connectedThroughout(older, session, overlap.to()) ? Answer.NOT_ENDED : Answer.UNKNOWN;
    }

    /**
     * A clause that proves that the session had not ended; only for an overlap for which {@link #ended} returns
     * {@link Answer#NOT_ENDED}.
     */
    String proofOfLife(Overlap overlap) {
        Hold older = overlap.older();
        long session = analysis.session(older);
        long alive = analysis.timeline().aliveUntil(session);
        if (alive > overlap.younger().grantedNanos()) {
            return "a write that it sent at " + seconds(alive) + " in that session was acknowledged";
        }
        return connectsAfter(older.client(), session, overlap.younger().grantedNanos())
                ? "it connected in that session again later"
                : "that session had not ended when the other was granted it";
    }

    private Answer znodeGoneBefore(Overlap overlap, ZnodeLifetime life, boolean notifiedBefore) {
        if (notifiedBefore) {
            return Answer.ENDED;
        }
        Hold older = overlap.older();
        if (life.deleter() != null) {
            return endNoticeNanos(older, analysis.session(older)) <= overlap.to() ? Answer.UNKNOWN : Answer.NOT_ENDED;
        }
        DeleteRequest asked = analysis.znodes()
                .askedBetween(older, older.grantedNanos(), overlap.younger().grantedNanos());
        return asked == null ? Answer.ENDED : Answer.UNKNOWN;
    }

    private boolean connectsAfter(int client, long session, long nanos) {
        List<SessionChanged> events = analysis.timeline().sessions(client);
        for (int i = SortedSearch.firstAtOrAfter(events, nanos + 1); i < events.size(); i++) {
            SessionState state = events.get(i).state();
            boolean connected = state == SessionState.RECONNECTED || state == SessionState.CONNECTED;
            if (connected && events.get(i).session() == session) {
                return true;
            }
        }
        return false;
    }

    private long endNoticeNanos(Hold hold, long session) {
        SessionChanged expired =
                analysis.timeline().firstReport(hold.client(), SessionState.EXPIRED, session, hold.grantedNanos());
        return expired == null ? Long.MAX_VALUE : expired.atNanos();
    }

    /**
     * Whether the client was connected in the session from the grant to {@code toNanos} without a disturbance, and its
     * next session event, if there is one, is the close. A client that was stopped, or whose link or member was
     * disturbed, may not have been notified yet.
     */
    private boolean connectedThroughout(Hold hold, long session, long toNanos) {
        if (disturbed(hold, toNanos)) {
            return false;
        }
        SessionChanged state = analysis.timeline().lastSessionEventUpTo(hold.client(), toNanos);
        if (state == null || state.session() != session || state.atNanos() > hold.grantedNanos()) {
            return false;
        }
        boolean connected = state.state() == SessionState.CONNECTED || state.state() == SessionState.RECONNECTED;
        List<SessionChanged> events = analysis.timeline().sessions(hold.client());
        int next = SortedSearch.firstAtOrAfter(events, toNanos + 1);
        return connected && (next == events.size() || events.get(next).state() == SessionState.CLOSED);
    }

    private boolean disturbed(Hold hold, long toNanos) {
        int client = hold.client();
        Set<Integer> members = analysis.timeline().members(client, hold.grantedNanos(), toNanos);
        boolean faulty = analysis.history().faults().stream()
                .filter(w -> w.overlaps(hold.grantedNanos(), toNanos))
                .anyMatch(w ->
                        w.clients().contains(client) || w.members().stream().anyMatch(members::contains));
        long pingNanos = analysis.timeoutMillis(client, toNanos) * MILLI / 3;
        return faulty
                || analysis.shared().disturbances().stallsAround(client).stream()
                        .anyMatch(s ->
                                s.overlaps(hold.grantedNanos(), toNanos) && s.toNanos() - s.fromNanos() > pingNanos);
    }
}
