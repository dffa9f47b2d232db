package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
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
 * Decides whether clients doubt when they must, with or without an overlap.
 *
 * <p>{@link ExclusionAnomalies#UNDISCIPLINED}: a client received SUSPENDED while it believed, and did not doubt within
 * 100 ms of its JVM's running time. A plain handle receives Disconnected instead; with Curator's session policy, LOST
 * counts instead. The time is 1 s if the harness observed the connection and the library reports its end to the
 * client's code only. If a client is granted a hold, or believes again, while its connection is lost, the time starts
 * at that moment, and a reconnect within it excuses the client. {@link ExclusionAnomalies#STALE_BELIEF}: a client was
 * notified of the end of its hold's session (by EXPIRED, LOST, or a connection in another session), and still believes,
 * or believes again, after the same time.
 */
public final class DoubtCheck {
    private final HoldAnalysis analysis;

    public DoubtCheck(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    public List<HoldFinding> findAnomalies() {
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
            Notice notice = noticeWithin(span);
            if (notice == null) {
                continue;
            }
            findings.add(finding(
                    ExclusionAnomalies.UNDISCIPLINED,
                    analysis.name(hold) + " relied on " + HoldAnalysis.key(hold) + " for "
                            + duration(span.to() - notice.atNanos())
                            + " after it was notified that its connection was lost",
                    "it received " + stateText(notice.event().state()) + " at "
                            + seconds(notice.event().atNanos()) + " and had to doubt by " + seconds(notice.deadline())
                            + " (" + analysis.graceMillis() + " ms and its JVM's stalls), but believed until "
                            + seconds(span.to()),
                    hold,
                    notice.atNanos(),
                    span.to(),
                    analysis.rules().terms().suspended()));
            return;
        }
    }

    private String stateText(SessionState state) {
        return state == SessionState.SUSPENDED ? analysis.rules().suspendedWord() : state.name();
    }

    private record Notice(SessionChanged event, long atNanos, long deadline) {}

    private @Nullable Notice noticeWithin(Span span) {
        int client = span.hold().client();
        List<SessionChanged> events = analysis.timeline().sessions(client);
        SessionChanged before = analysis.timeline().lastSessionEventUpTo(client, span.from());
        if (before != null && suspends(before)) {
            long deadline = deadline(client, span.from());
            if (deadline < span.to() && !reconnects(events, span.from(), deadline)) {
                return new Notice(before, span.from(), deadline);
            }
        }
        for (int i = SortedSearch.firstAtOrAfter(events, span.from() + 1); i < events.size(); i++) {
            SessionChanged event = events.get(i);
            if (event.atNanos() > span.to()) {
                return null;
            }
            long deadline = deadline(client, event.atNanos());
            if (suspends(event) && deadline < span.to()) {
                return new Notice(event, event.atNanos(), deadline);
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

    private long deadline(int client, long noticeNanos) {
        return analysis.doubtDeadline(client, noticeNanos);
    }

    private void staleBelief(Hold hold, List<Span> spans, List<HoldFinding> findings) {
        SessionChanged notice = endOfSession(hold);
        if (notice == null) {
            return;
        }
        // The client may have been notified before it learned of the grant.
        long known = hold.sampled() ? notice.atNanos() : Math.max(notice.atNanos(), hold.grantedNanos());
        long deadline = deadline(hold.client(), known);
        for (Span span : spans) {
            if (span.to() <= deadline) {
                continue;
            }
            long from = Math.max(span.from(), notice.atNanos());
            findings.add(finding(
                    ExclusionAnomalies.STALE_BELIEF,
                    analysis.name(hold) + " relied on " + HoldAnalysis.key(hold) + " until " + seconds(span.to())
                            + ", long after it was notified that the session of its hold had ended",
                    "it received " + notice.state()
                            + (notice.session() == 0 ? "" : " (session " + hex(notice.session()) + ")")
                            + " at " + seconds(notice.atNanos()) + "; its hold " + hex(hold.token())
                            + " depends on session " + hex(analysis.session(hold)) + ", and by " + seconds(deadline)
                            + " it had to doubt",
                    hold,
                    Math.min(from, span.to()),
                    span.to(),
                    analysis.rules().terms().lost()));
            return;
        }
    }

    private @Nullable SessionChanged endOfSession(Hold hold) {
        long session = analysis.session(hold);
        // A latch may report leadership of a session that has already ended.
        long since = hold.sampled() ? 0 : hold.grantedNanos();
        for (SessionChanged event : analysis.timeline().sessions(hold.client())) {
            if ((event.atNanos() >= since || expired(event, session)) && endsSession(event, session, hold)) {
                return event;
            }
        }
        return null;
    }

    /**
     * Whether a server reported the end of the session, which is final and therefore concerns later grants, too. LOST
     * is the client's own conclusion: the client may reconnect in the same session later.
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
