package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.lasting;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether clients doubt when they must, overlap or not.
 *
 * <p>A client that was told SUSPENDED (Disconnected for a bare handle; LOST where the policy says so) while it believed
 * must doubt within 100 ms in which its JVM ran; else it is {@link ExclusionAnomalies#UNDISCIPLINED}. A grant or a new belief while
 * the connection is still lost counts as being told then, unless the connection comes back in that time. A client that
 * was told that the session of its hold is over (EXPIRED, LOST, or a connection in another session) and still, or again,
 * believes after the same time has a {@link ExclusionAnomalies#STALE_BELIEF}.
 */
public final class DoubtCheck {
    private final HoldAnalysis analysis;

    public DoubtCheck(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    public List<HoldFinding> look() {
        List<HoldFinding> findings = new ArrayList<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            List<Span> spans = BeliefIntervals.disciplined(hold, analysis.timeline());
            undisciplined(hold, spans, findings);
            staleBelief(hold, spans, findings);
        }
        return findings;
    }

    private void undisciplined(Hold hold, List<Span> spans, List<HoldFinding> findings) {
        for (Span span : spans) {
            Told told = toldWithin(span);
            if (told == null) {
                continue;
            }
            findings.add(finding(
                    ExclusionAnomalies.UNDISCIPLINED,
                    analysis.name(hold) + " relied on " + HoldAnalysis.key(hold) + " for "
                            + lasting(span.to() - told.atNanos()) + " after it was told that its connection was lost",
                    "it was told " + word(told.event().state()) + " at "
                            + seconds(told.event().atNanos()) + " and had to doubt by " + seconds(told.deadline())
                            + " (100 ms and its JVM's stalls), but believed until " + seconds(span.to()),
                    hold,
                    told.atNanos(),
                    span.to(),
                    analysis.rules().terms().suspended()));
            return;
        }
    }

    private String word(SessionState state) {
        return state == SessionState.SUSPENDED ? analysis.rules().suspendedWord() : state.name();
    }

    private record Told(SessionChanged event, long atNanos, long deadline) {}

    private @Nullable Told toldWithin(Span span) {
        int client = span.hold().client();
        List<SessionChanged> events = analysis.timeline().sessions(client);
        SessionChanged before = analysis.timeline().stateAt(client, span.from());
        if (before != null && suspends(before)) {
            long deadline = deadline(client, span.from());
            if (deadline < span.to() && !reconnects(events, span.from(), deadline)) {
                return new Told(before, span.from(), deadline);
            }
        }
        for (int i = SortedSearch.firstAtOrAfter(events, span.from() + 1); i < events.size(); i++) {
            SessionChanged event = events.get(i);
            if (event.atNanos() > span.to()) {
                return null;
            }
            long deadline = deadline(client, event.atNanos());
            if (suspends(event) && deadline < span.to()) {
                return new Told(event, event.atNanos(), deadline);
            }
        }
        return null;
    }

    private static boolean reconnects(List<SessionChanged> events, long fromNanos, long toNanos) {
        return events.stream()
                .filter(e -> e.atNanos() >= fromNanos && e.atNanos() <= toNanos)
                .anyMatch(e -> e.state() == SessionState.RECONNECTED || e.state() == SessionState.CONNECTED);
    }

    private boolean suspends(SessionChanged event) {
        return event.state() == (analysis.rules().sessionPolicy() ? SessionState.LOST : SessionState.SUSPENDED);
    }

    private long deadline(int client, long toldNanos) {
        return analysis.doubtDeadline(client, toldNanos);
    }

    private void staleBelief(Hold hold, List<Span> spans, List<HoldFinding> findings) {
        SessionChanged told = toldOfTheEnd(hold);
        if (told == null) {
            return;
        }
        // It may have been told between the server's grant and its own learning of it.
        long known = hold.sampled() ? told.atNanos() : Math.max(told.atNanos(), hold.grantedNanos());
        long deadline = deadline(hold.client(), known);
        for (Span span : spans) {
            if (span.to() <= deadline) {
                continue;
            }
            long from = Math.max(span.from(), told.atNanos());
            findings.add(finding(
                    ExclusionAnomalies.STALE_BELIEF,
                    analysis.name(hold) + " relied on " + HoldAnalysis.key(hold) + " until " + seconds(span.to())
                            + ", long after it was told that the session of its hold was over",
                    "it was told " + told.state()
                            + (told.session() == 0 ? "" : " (session " + hex(told.session()) + ")")
                            + " at " + seconds(told.atNanos()) + "; its hold " + hex(hold.token())
                            + " depends on session " + hex(analysis.session(hold)) + ", and by " + seconds(deadline)
                            + " it had to know",
                    hold,
                    Math.min(from, span.to()),
                    span.to(),
                    analysis.rules().terms().lost()));
            return;
        }
    }

    private @Nullable SessionChanged toldOfTheEnd(Hold hold) {
        long session = analysis.session(hold);
        // A latch may answer a sample from what it knew of a session that was over before.
        long since = hold.sampled() ? 0 : hold.grantedNanos();
        for (SessionChanged event : analysis.timeline().sessions(hold.client())) {
            if ((event.atNanos() >= since || expired(event, session)) && endsSession(event, session, hold)) {
                return event;
            }
        }
        return null;
    }

    /**
     * Whether a server said that the session is over: that holds for a grant that comes later as well, while a LOST, which
     * is the client's own guess, may be followed by the same session.
     */
    private static boolean expired(SessionChanged event, long session) {
        return event.state() == SessionState.EXPIRED && event.session() == session;
    }

    private static boolean endsSession(SessionChanged event, long session, Hold hold) {
        if (session == 0) {
            return false;
        }
        return switch (event.state()) {
            case EXPIRED, LOST -> event.session() == session || (event.session() == 0 && !hold.sampled());
            case CONNECTED, RECONNECTED ->
                !hold.sampled()
                        && event.session() != 0
                        && event.session() != session
                        && event.session() != hold.session();
            case SUSPENDED, CLOSED -> false;
        };
    }

    private static HoldFinding finding(
            String kind, String headline, String reason, Hold hold, long from, long to, Citation promise) {
        return new HoldFinding(
                kind,
                headline,
                List.of(reason),
                Blame.USER_CODE,
                List.of(hold),
                List.of(),
                Math.min(from, to),
                to,
                promise,
                null);
    }
}
