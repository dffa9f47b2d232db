package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.BeliefIntervals;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldCheckParameters;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Elections: epochs increase. The epoch of a master is the token of its hold, the czxid of the znode with which it
 * leads.
 *
 * <p>The masters of one object are sorted by the zxid of the response that their grant follows from (for a grant by the
 * create itself, its czxid). In that order no token may be lower than an earlier one: the znode of the later master
 * existed already, and the election had passed it over. Zxids decide, not times, so neither a pause nor a late response
 * leads to a false violation. {@link EpochEvidence} determines the response. A master whose znode is uncertain is not
 * judged here, but by {@link SingleMasterCheck}.
 *
 * <p>A history that passes: tokens 0x5, 0x7, 0x9, granted at zxids 0x5, 0x8, 0x9. One that fails, kind
 * {@link ExclusionAnomalies#EPOCH_DECREASED}: tokens 0x5, 0x9, 0x5, granted at 0x5, 0x9, 0xb.
 *
 * <p>Each key is a separate election, also if the keys are folders of days: a client that learns late that it was
 * elected for a day leads with its own znode, which is correct, in an epoch below that of the next day's master.
 *
 * <p>Its picture shows the masters with their epochs. Parameters: those of {@link MutualExclusionCheck}. O(n log n).
 */
public final class EpochsCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "epochs";

    private EpochsCheck(CheckSpec spec) {
        super(LockOrElectionTerms.ELECTION.of(NAME, ExclusionCitations.LEADER), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static EpochsCheck of(CheckSpec spec) {
        return new EpochsCheck(spec);
    }

    private record Grant(Hold hold, long zxid) {}

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        Map<String, List<Grant>> byObject = new HashMap<>();
        EpochEvidence evidence = new EpochEvidence(analysis);
        int unjudged = 0;
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            long zxid = evidence.zxid(hold);
            if (zxid == EpochEvidence.UNKNOWN) {
                unjudged++;
            } else {
                byObject.computeIfAbsent(hold.key(), k -> new ArrayList<>()).add(new Grant(hold, zxid));
            }
        }
        List<HoldFinding> findings = new ArrayList<>();
        int judged = 0;
        for (List<Grant> grants : byObject.values()) {
            judged += grants.size();
            grants.sort(Comparator.comparingLong(Grant::zxid)
                    .thenComparingLong(g -> g.hold().token())
                    .thenComparingInt(g -> g.hold().index()));
            Grant highest = grants.get(0);
            for (Grant grant : grants) {
                analysis.guard().step();
                if (grant.hold().token() < highest.hold().token()) {
                    findings.add(finding(analysis, highest, grant));
                } else {
                    highest = grant;
                }
            }
        }
        return new Judgement(
                Coverage.of("terms of masters", judged)
                        .notJudged("the znode or the read by which it led is uncertain", unjudged),
                count(byObject.size(), "object") + ", " + count(findings.size(), "term")
                        + " with an epoch below an earlier one",
                findings);
    }

    private static HoldFinding finding(HoldAnalysis analysis, Grant before, Grant after) {
        Hold older = before.hold();
        Hold younger = after.hold();
        return new HoldFinding(
                ExclusionAnomalies.EPOCH_DECREASED,
                analysis.name(younger) + " became the master of " + HoldAnalysis.key(younger) + " in epoch "
                        + hex(younger.token()) + " after " + analysis.name(older) + " had been the master in epoch "
                        + hex(older.token()),
                List.of(
                        analysis.name(older) + " was granted it at " + seconds(older.grantedNanos())
                                + " according to the state at zxid " + hex(before.zxid()),
                        analysis.name(younger) + " was granted it at " + seconds(younger.grantedNanos())
                                + " according to its read at zxid " + hex(after.zxid())),
                Blame.RECIPE,
                List.of(older, younger),
                List.of(),
                Math.min(older.grantedNanos(), younger.grantedNanos()),
                Math.max(older.grantedNanos(), younger.grantedNanos()),
                ExclusionCitations.LEADER,
                null);
    }

    @Override
    public List<Track> picture(History history) {
        HoldAnalysis analysis = HoldAnalysis.of(
                history,
                HoldCheckParameters.of(
                        LockOrElectionTerms.ELECTION.of(NAME, ExclusionCitations.LEADER), spec(), Set.of()),
                BudgetGuard.ofPicture());
        TrackBuilder drawing = TrackBuilder.of("Masters");
        for (Hold hold : analysis.holds().all()) {
            String label = analysis.name(hold) + " in epoch " + hex(hold.token());
            for (Span span : BeliefIntervals.disciplined(hold, analysis.timeline())) {
                long to = Math.max(span.from(), Math.min(span.to(), history.endNanos()));
                drawing.span(hold.key(), label, Severity.QUIET, span.from(), to);
            }
        }
        return List.of(drawing.track());
    }
}
