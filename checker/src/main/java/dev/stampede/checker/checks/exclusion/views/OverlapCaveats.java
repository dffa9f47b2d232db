package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that excuse an overlap of disciplined beliefs.
 *
 * <p>There is no excuse while the session of the older hold lives. After it has expired, the older client should
 * already have noticed the loss of its connection: a client notices silence after ⅔·T, while the leader waits T. If a
 * member is cut off, its client stays connected for at most (syncLimit + 1)·tickTime, while the leader's information
 * about the client is up to T/3 old. So there is a slack = min(T/3, ⅔·T − (syncLimit + 1)·tickTime) for all other
 * delays. The overlap is a violation if the slack is positive and no known delay exceeded it; otherwise the failed
 * condition names the caveat. If it is unknown whether the session had ended, see {@link UnknownSession}.
 */
public final class OverlapCaveats {
    private static final long MILLI = 1_000_000L;

    /** Why an overlap is allowed: the condition that failed, and the sentence. */
    public record Caveat(String condition, Citation sentence) {}

    private final HoldAnalysis analysis;
    private final SessionEnds ends;
    private final UnknownSession unknownSession;

    public OverlapCaveats(HoldAnalysis analysis) {
        this.analysis = analysis;
        this.ends = new SessionEnds(analysis);
        this.unknownSession = new UnknownSession(analysis);
    }

    /** The excuse of an overlap, null if there is none: then it is a violation. */
    @Nullable
    public Caveat of(Overlap overlap) {
        SessionEnds.Answer ended = ends.ended(overlap);
        if (ended == SessionEnds.Answer.NOT_ENDED) {
            return null;
        }
        Caveat closed = closedByFault(overlap);
        if (closed != null) {
            return closed;
        }
        if (ended == SessionEnds.Answer.UNKNOWN) {
            return ofUnknownSession(overlap);
        }
        Caveat policy = beforeLost(overlap);
        return policy != null ? policy : timing(overlap);
    }

    private @Nullable Caveat ofUnknownSession(Overlap overlap) {
        Hold older = overlap.older();
        boolean znodeKnown = older.token() != 0; // the znode would show that the session had not ended
        if (!znodeKnown && unknownSession.nothingEndedIt(overlap) != null) {
            return null;
        }
        if (znodeKnown || unknownSession.newsWasOverdue(overlap) == null) {
            return new Caveat(
                    "it is unknown whether the session of " + analysis.name(older)
                            + " had ended when the other was granted",
                    ExclusionCitations.TECH_NOTE_14);
        }
        Caveat policy = beforeLost(overlap);
        if (policy != null) {
            return policy;
        }
        long twoTimeoutsNanos = 2L * unknownSession.timeoutMillis(overlap) * MILLI;
        long from = Math.max(older.grantedNanos(), overlap.younger().grantedNanos() - twoTimeoutsNanos);
        Set<Integer> members = analysis.timeline().members(older.client(), from, overlap.to());
        Set<Integer> allMembers = new TreeSet<>(analysis.history().header().members());
        return delayed(older, members.isEmpty() ? allMembers : members, from, overlap.to(), 0);
    }

    private @Nullable Caveat closedByFault(Overlap overlap) {
        Hold older = overlap.older();
        return analysis.history().faults().stream()
                .filter(w -> w.has(FaultEffect.CLOSES_CLIENT_SESSION))
                .filter(w -> w.clients().contains(older.client()))
                .filter(w -> w.injectingNanos() <= overlap.younger().grantedNanos()
                        && (w.injectedNanos() >= older.grantedNanos()))
                .findFirst()
                .map(w -> new Caveat(
                        "the fault " + w.fault() + " closed the session of " + analysis.name(older)
                                + ": each member notifies its client when it applies the close",
                        ExclusionCitations.CROSS_CLIENT_VIEWS))
                .orElse(null);
    }

    private @Nullable Caveat beforeLost(Overlap overlap) {
        if (!analysis.rules().sessionPolicy()) {
            return null;
        }
        Hold older = overlap.older();
        long lostNanos = Long.MAX_VALUE;
        for (SessionState state : new SessionState[] {SessionState.LOST, SessionState.EXPIRED}) {
            SessionChanged event = analysis.timeline()
                    .firstReport(older.client(), state, analysis.session(older), older.grantedNanos());
            lostNanos = event == null ? lostNanos : Math.min(lostNanos, event.atNanos());
        }
        return overlap.from() > lostNanos
                ? null
                : new Caveat(
                        analysis.name(older) + " doubts only on LOST, which comes later than the server's expiry",
                        ExclusionCitations.SESSION_POLICY);
    }

    private @Nullable Caveat timing(Overlap overlap) {
        Hold older = overlap.older();
        EnsembleSettings settings = analysis.settings();
        long timeout = analysis.timeline().timeoutMillis(older.client(), overlap.from());
        if (settings == null || timeout == 0) {
            return new Caveat(
                    settings == null
                            ? "the settings of the ensemble are unknown"
                            : "the negotiated session timeout of " + analysis.name(older) + " is unknown",
                    ExclusionCitations.TECH_NOTE_14);
        }
        long slack = slackMillis(settings, timeout) * MILLI;
        if (slack <= 0) {
            return new Caveat(
                    "the session timeout of " + timeout + " ms leaves no slack: a client of a cut-off member stays"
                            + " connected for (syncLimit + 1) · tickTime = "
                            + (settings.syncLimit() + 1) * settings.tickTimeMillis() + " ms",
                    ExclusionCitations.TECH_NOTE_14);
        }
        long from = Math.max(older.grantedNanos(), overlap.younger().grantedNanos() - 2 * timeout * MILLI);
        Caveat slow = stalled(older, from, overlap.to(), slack);
        Set<Integer> members = analysis.timeline().members(older.client(), from, overlap.to());
        return slow != null ? slow : delayed(older, members, from, overlap.to(), slack);
    }

    /** The caveat of the first known delay other than a measured stall, null if there is none. */
    private @Nullable Caveat delayed(Hold older, Set<Integer> members, long from, long to, long slack) {
        Caveat stopped = stopped(older, from, to, slack);
        if (stopped != null) {
            return stopped;
        }
        Caveat paused = paused(older, members, from, to);
        return paused != null ? paused : cutOneWay(older, members, from, to);
    }

    /** min(T/3, ⅔·T − (syncLimit + 1)·tickTime). */
    static long slackMillis(EnsembleSettings settings, long timeoutMillis) {
        return Math.min(
                timeoutMillis / 3, 2 * timeoutMillis / 3 - (settings.syncLimit() + 1L) * settings.tickTimeMillis());
    }

    private @Nullable Caveat stalled(Hold older, long from, long to, long slack) {
        for (String jvm : List.of(analysis.timeline().jvm(older.client()), Disturbances.HARNESS)) {
            Interval stall = analysis.shared().disturbances().longestStall(jvm, from, to);
            if (stall != null && stall.toNanos() - stall.fromNanos() > slack) {
                boolean own = jvm.equals(analysis.timeline().jvm(older.client()));
                return new Caveat(
                        (own ? "the JVM of " + analysis.name(older) : "the harness, whose proxies it uses,")
                                + " stalled for " + duration(stall.toNanos() - stall.fromNanos())
                                + ", longer than the slack of " + duration(slack),
                        ExclusionCitations.TECH_NOTE_10);
            }
        }
        return null;
    }

    /** The caveat of a stopped JVM, whose stall is measured only when it runs again. */
    private @Nullable Caveat stopped(Hold older, long from, long to, long slack) {
        return analysis.history().faults().stream()
                .filter(w -> w.has(FaultEffect.PAUSES_CLIENT_JVM) && w.clients().contains(older.client()))
                .filter(w -> w.overlaps(from, to) && to - w.injectingNanos() > slack)
                .findFirst()
                .map(w -> new Caveat(
                        "the JVM of " + analysis.name(older) + " was stopped by the fault " + w.fault(),
                        ExclusionCitations.TECH_NOTE_10))
                .orElse(null);
    }

    private @Nullable Caveat paused(Hold older, Set<Integer> members, long from, long to) {
        Optional<FaultWindow> fault = analysis.history().faults().stream()
                .filter(w -> w.has(FaultEffect.PAUSES_MEMBERS) && w.overlaps(from, to))
                .filter(w -> members.isEmpty() || w.members().stream().anyMatch(members::contains))
                .findFirst();
        Optional<Event.RoleChanged> role = analysis.history()
                .events(Event.RoleChanged.class)
                .filter(e -> e.role() == Event.MemberRole.PAUSED && from <= e.atNanos() && e.atNanos() <= to)
                .filter(e -> members.isEmpty() || members.contains(e.member()))
                .findFirst();
        if (fault.isEmpty() && role.isEmpty()) {
            return null;
        }
        String which = fault.map(w -> "fault " + w.fault())
                .orElseGet(() -> "observed as member "
                        + role.map(Event.RoleChanged::member).orElse(0) + " PAUSED");
        return new Caveat(
                "a member that " + analysis.name(older) + " was connected to was paused (" + which + ")",
                ExclusionCitations.TECH_NOTE_14);
    }

    /**
     * The caveat of a link of the client or of its member that was cut one way. A member that is cut one way keeps its
     * clients longer than syncLimit · tickTime.
     */
    private @Nullable Caveat cutOneWay(Hold older, Set<Integer> members, long from, long to) {
        String client = "c" + older.client();
        for (FaultWindow w : analysis.history().faults()) {
            if (!w.overlaps(from, to)) {
                continue;
            }
            for (String link : w.links()) {
                int arrow = link.indexOf("->");
                if (arrow < 0) {
                    continue;
                }
                String source = link.substring(0, arrow);
                String sink = link.substring(arrow + 2);
                boolean touchesOlder = touches(client, members, source) || touches(client, members, sink);
                boolean touchesAnotherClient = isOtherClient(source, client) || isOtherClient(sink, client);
                if (touchesOlder && !touchesAnotherClient && !w.links().contains(sink + "->" + source)) {
                    return new Caveat(
                            "the link " + link + " of " + analysis.name(older)
                                    + " or of its member was cut one way (fault " + w.fault() + ")",
                            ExclusionCitations.TECH_NOTE_14);
                }
            }
        }
        return null;
    }

    private static boolean touches(String client, Set<Integer> members, String end) {
        return end.equals(client) || (!end.startsWith("c") && members.stream().anyMatch(m -> end.equals(m.toString())));
    }

    /** Whether an end of a link is a client other than {@code client}. */
    private static boolean isOtherClient(String end, String client) {
        return end.startsWith("c") && !end.equals(client);
    }
}
