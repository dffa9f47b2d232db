package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The views of belief and of disciplined belief. A pair of holds is reported once, by the strongest view that shows it:
 * server, disciplined belief, belief.
 *
 * <p>An overlap that only the view of belief shows is a caveat, because a client doubted, or its code cannot report
 * doubts. If the code cannot report doubts, the overlap is a violation if no doubt was due: the older client was
 * connected and its session alive. If none of its sessions is recorded, no doubt was due if nothing could have ended
 * its session.
 */
final class BeliefView {
    /** The result of a view; {@code pairs} are all of its overlaps, including those that a stronger view reports. */
    record Result(List<HoldFinding> findings, Set<Long> pairs, boolean complete) {}

    private final HoldAnalysis analysis;
    private final OverlapCaveats excuses;
    private final SessionEnds ends;
    private final UnknownSession unknownSession;

    BeliefView(HoldAnalysis analysis) {
        this.analysis = analysis;
        this.excuses = new OverlapCaveats(analysis);
        this.ends = new SessionEnds(analysis);
        this.unknownSession = new UnknownSession(analysis);
    }

    Result disciplined(Set<Long> reported) {
        List<Span> spans = new ArrayList<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            spans.addAll(BeliefIntervals.disciplined(hold, analysis.timeline()));
        }
        return examine(spans, reported, this::disciplinedFinding);
    }

    Result belief(Set<Long> reported) {
        List<Span> spans =
                analysis.holds().all().stream().map(BeliefIntervals::belief).toList();
        return examine(spans, reported, this::beliefFinding);
    }

    private Result examine(
            List<Span> spans, Set<Long> reported, java.util.function.Function<Overlap, HoldFinding> finding) {
        OverlapFinder.Result overlaps = OverlapFinder.overlaps(spans, analysis.guard());
        Set<Long> pairs = new HashSet<>();
        List<HoldFinding> findings = new ArrayList<>();
        for (Overlap overlap : overlaps.overlaps()) {
            analysis.guard().step();
            pairs.add(overlap.pair());
            if (!reported.contains(overlap.pair())) {
                findings.add(finding.apply(overlap));
            }
        }
        return new Result(findings, pairs, overlaps.complete());
    }

    private HoldFinding disciplinedFinding(Overlap overlap) {
        OverlapCaveats.@Nullable Caveat excuse = excuses.of(overlap);
        String why = "disciplined view: " + (excuse == null ? unexcused(overlap) : excuse.condition());
        return finding(
                ExclusionAnomalies.DISCIPLINED_OVERLAP,
                overlap,
                ", and neither doubted",
                why,
                excuse == null ? null : excuse.sentence());
    }

    private String unexcused(Overlap overlap) {
        if (overlap.older().token() == 0 && ends.ended(overlap) == SessionEnds.Answer.UNKNOWN) {
            String whyNotEnded = unknownSession.nothingEndedIt(overlap);
            String overdue = whyNotEnded == null ? unknownSession.newsWasOverdue(overlap) : whyNotEnded;
            if (overdue != null) {
                return overdue;
            }
        }
        return "no recorded condition excuses " + analysis.name(overlap.older());
    }

    private HoldFinding beliefFinding(Overlap overlap) {
        Overlap inLivingSession = analysis.rules().doubts() ? null : inLivingSession(overlap);
        if (inLivingSession != null) {
            Hold older = overlap.older();
            return finding(
                    ExclusionAnomalies.BELIEF_OVERLAP,
                    inLivingSession,
                    " while " + analysis.name(older) + " was connected and its session alive",
                    "belief view: " + analysis.name(older) + " had no reason to doubt: it was connected in session "
                            + hex(analysis.session(older)) + " throughout, and " + ends.proofOfLife(overlap),
                    null);
        }
        boolean unrecorded = !analysis.rules().doubts()
                && analysis.timeline().sessions(overlap.older().client()).isEmpty();
        String whyNotEnded = unrecorded ? unknownSession.nothingEndedIt(overlap) : null;
        if (whyNotEnded != null) {
            return finding(ExclusionAnomalies.BELIEF_OVERLAP, overlap, "", "belief view: " + whyNotEnded, null);
        }
        return finding(
                ExclusionAnomalies.BELIEF_OVERLAP,
                overlap,
                "",
                "belief view: no stronger view shows this overlap",
                ExclusionCitations.TECH_NOTE_10);
    }

    /**
     * The part of an overlap in which no doubt was due: from the younger grant on, the older client was connected in
     * the session of its hold, which had not ended. Null if there is none.
     */
    private @Nullable Overlap inLivingSession(Overlap overlap) {
        Hold older = overlap.older();
        Connection connection = analysis.timeline().connection(older.client(), analysis.session(older), overlap.from());
        if (connection == null || ends.ended(overlap) != SessionEnds.Answer.NOT_ENDED) {
            return null;
        }
        return new Overlap(older, overlap.younger(), overlap.from(), Math.min(overlap.to(), connection.toNanos()));
    }

    private HoldFinding finding(
            String kind, Overlap overlap, String circumstance, String why, @Nullable Citation excuse) {
        String names = analysis.name(overlap.older()) + " and " + analysis.name(overlap.younger());
        String held = analysis.rules().terms().held() + " " + HoldAnalysis.key(overlap.older());
        String headline = excuse == null ? names + " " + held + " at once" : names + " both believed that they " + held;
        return new HoldFinding(
                kind,
                headline + " for " + duration(overlap.to() - overlap.from()) + circumstance,
                List.of(grants(overlap), why),
                excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                List.of(overlap.older(), overlap.younger()),
                List.of(),
                overlap.from(),
                overlap.to(),
                analysis.promise(overlap.older(), overlap.younger()),
                excuse);
    }

    private String grants(Overlap overlap) {
        return analysis.name(overlap.older()) + " was granted " + HoldAnalysis.key(overlap.older()) + " at "
                + grant(overlap.older()) + ", and " + analysis.name(overlap.younger()) + " at "
                + grant(overlap.younger());
    }

    private static String grant(Hold hold) {
        return seconds(hold.grantedNanos()) + (hold.token() == 0 ? "" : " with token " + hex(hold.token()));
    }
}
