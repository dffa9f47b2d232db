package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The server view: a hold lasts from the zxid of its grant to that of its znode's delete.
 *
 * <p>Often the delete is only known to lie in ({@code alive}, {@code gone}]. A hold was certainly in force from its
 * grant to {@code alive}, and possibly up to {@code gone - 1}. Two holds overlap for all possible deletes if and only
 * if their certain parts share a zxid. If only their possible parts do, it is undecided whether they overlap.
 */
final class ServerView {
    /**
     * The result of the view.
     *
     * @param pairs the overlapping pairs, see {@link Overlap#pair()}
     * @param undecided the holds that may or may not have ended before another one was granted
     * @param unplaced the number of holds whose grant or znode is unknown
     */
    record Result(List<HoldFinding> findings, Set<Long> pairs, List<Hold> undecided, int unplaced, boolean complete) {}

    private final HoldAnalysis analysis;

    ServerView(HoldAnalysis analysis) {
        this.analysis = analysis;
    }

    Result findOverlaps() {
        List<Span> certain = new ArrayList<>();
        List<Span> possible = new ArrayList<>();
        int unplaced = 0;
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            ZnodeLifetime life = analysis.znodes().life(hold);
            long granted = analysis.grantZxid(hold);
            if (granted == 0 || hold.token() == 0 || life.path().isEmpty()) {
                unplaced++;
                continue;
            }
            certain.add(new Span(hold, granted, life.alive()));
            possible.add(new Span(hold, granted, life.gone() - 1));
        }
        OverlapFinder.Result overlaps = OverlapFinder.overlaps(certain, analysis.guard());
        Set<Long> pairs = new HashSet<>();
        List<HoldFinding> findings = new ArrayList<>();
        for (Overlap overlap : overlaps.overlaps()) {
            pairs.add(overlap.pair());
            findings.add(finding(overlap));
        }
        return new Result(findings, pairs, undecided(possible, pairs), unplaced, overlaps.complete());
    }

    private List<Hold> undecided(List<Span> possible, Set<Long> decided) {
        Set<Hold> undecided = new java.util.LinkedHashSet<>();
        for (Overlap overlap :
                OverlapFinder.overlaps(possible, analysis.guard()).overlaps()) {
            if (!decided.contains(overlap.pair())) {
                // The hold that may not have ended before the grant of the other.
                undecided.add(
                        analysis.grantZxid(overlap.older()) <= analysis.grantZxid(overlap.younger())
                                ? overlap.older()
                                : overlap.younger());
            }
        }
        return List.copyOf(undecided);
    }

    private HoldFinding finding(Overlap overlap) {
        Hold older = overlap.older();
        Hold younger = overlap.younger();
        long from = Math.max(older.grantedNanos(), younger.grantedNanos());
        long to = Math.max(from, Math.min(end(older), end(younger)));
        return new HoldFinding(
                ExclusionAnomalies.SERVER_OVERLAP,
                analysis.name(older) + " and " + analysis.name(younger) + " "
                        + analysis.rules().terms().held() + " " + HoldAnalysis.key(older)
                        + " at once for " + duration(to - from) + ", in the ensemble itself",
                List.of(
                        "both holds were in force from zxid " + hex(overlap.from()) + " to " + hex(overlap.to()),
                        placed(older),
                        placed(younger)),
                Blame.RECIPE,
                List.of(older, younger),
                List.of(),
                from,
                to,
                analysis.promise(older, younger),
                null);
    }

    private long end(Hold hold) {
        return Math.min(
                analysis.znodes().life(hold).goneNanos(), analysis.timeline().endNanos());
    }

    private String placed(Hold hold) {
        ZnodeLifetime life = analysis.znodes().life(hold);
        String end = life.gone() == ZnodeLifetime.NEVER
                ? "its delete was not observed"
                : life.exact()
                        ? "deleted at zxid " + hex(life.gone())
                        : "deleted after zxid " + hex(life.alive()) + " and by " + hex(life.gone());
        return "server view: " + analysis.name(hold) + " was granted " + HoldAnalysis.key(hold) + " at zxid "
                + hex(analysis.grantZxid(hold)) + " by its znode " + life.path() + ", " + end;
    }
}
