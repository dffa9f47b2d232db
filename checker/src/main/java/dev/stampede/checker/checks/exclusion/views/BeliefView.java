package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.lasting;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The two views of belief. A pair of holds is told of once, by the strongest view that shows it: server, disciplined
 * belief, belief.
 */
final class BeliefView {
    /** What a view found; {@code pairs} are all of its overlaps, also those that a stronger view tells of. */
    record Result(List<HoldFinding> findings, Set<Long> pairs, boolean complete) {}

    private final HoldAnalysis analysis;
    private final OverlapCaveats excuses;

    BeliefView(HoldAnalysis analysis) {
        this.analysis = analysis;
        this.excuses = new OverlapCaveats(analysis);
    }

    Result disciplined(Set<Long> told) {
        List<Span> spans = new ArrayList<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            spans.addAll(BeliefIntervals.disciplined(hold, analysis.timeline()));
        }
        return look(spans, told, this::disciplinedFinding);
    }

    Result belief(Set<Long> told) {
        List<Span> spans =
                analysis.holds().all().stream().map(BeliefIntervals::belief).toList();
        return look(spans, told, this::beliefFinding);
    }

    private Result look(List<Span> spans, Set<Long> told, java.util.function.Function<Overlap, HoldFinding> finding) {
        OverlapFinder.Result overlaps = OverlapFinder.overlaps(spans, analysis.guard());
        Set<Long> pairs = new HashSet<>();
        List<HoldFinding> findings = new ArrayList<>();
        for (Overlap overlap : overlaps.overlaps()) {
            analysis.guard().step();
            pairs.add(overlap.pair());
            if (!told.contains(overlap.pair())) {
                findings.add(finding.apply(overlap));
            }
        }
        return new Result(findings, pairs, overlaps.complete());
    }

    private HoldFinding disciplinedFinding(Overlap overlap) {
        OverlapCaveats.@Nullable Caveat excuse = excuses.of(overlap);
        String why = excuse == null
                ? "disciplined view: nothing that was recorded excuses " + analysis.name(overlap.older())
                : "disciplined view: " + excuse.condition();
        return new HoldFinding(
                ExclusionAnomalies.DISCIPLINED_OVERLAP,
                headline(overlap) + ", and neither doubted",
                List.of(grants(overlap), why),
                excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                List.of(overlap.older(), overlap.younger()),
                List.of(),
                overlap.from(),
                overlap.to(),
                analysis.promise(overlap.older(), overlap.younger()),
                excuse == null ? null : excuse.sentence());
    }

    private HoldFinding beliefFinding(Overlap overlap) {
        return new HoldFinding(
                ExclusionAnomalies.BELIEF_OVERLAP,
                headline(overlap),
                List.of(grants(overlap), "belief view: no stronger view shows this overlap"),
                Blame.ASYNCHRONY,
                List.of(overlap.older(), overlap.younger()),
                List.of(),
                overlap.from(),
                overlap.to(),
                analysis.promise(overlap.older(), overlap.younger()),
                ExclusionCitations.TECH_NOTE_10);
    }

    private String headline(Overlap overlap) {
        return analysis.name(overlap.older()) + " and " + analysis.name(overlap.younger()) + " both believed that they "
                + analysis.rules().terms().held() + " " + HoldAnalysis.key(overlap.older()) + " for "
                + lasting(overlap.to() - overlap.from());
    }

    private String grants(Overlap overlap) {
        return analysis.name(overlap.older()) + " was granted it at "
                + seconds(overlap.older().grantedNanos()) + " with token "
                + hex(overlap.older().token()) + ", " + analysis.name(overlap.younger()) + " at "
                + seconds(overlap.younger().grantedNanos()) + " with token "
                + hex(overlap.younger().token());
    }
}
