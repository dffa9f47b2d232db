package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Several locks at once: an acquire of several locks acquires all of them, or leaves none held.
 *
 * <p>A {@link LockInput.AcquireAll} names its locks; the acquires and releases within it are recorded as
 * {@code acquire} and {@code release} of each lock. If it returns OK, each of its locks must be held when it returns,
 * by a grant within it; otherwise the kind is {@link ExclusionAnomalies#GRANTED_IN_PART}. If it returns anything else,
 * the client must have called the release of each hold that was granted within it; otherwise the kind is
 * {@link ExclusionAnomalies#PARTLY_HELD}. {@link LeakedZnodesCheck} judges whether the release takes effect,
 * {@link MutualExclusionCheck} whether the single locks exclude each other. An acquire that was interrupted or never
 * returned is not judged. All evidence is in the order of one client's operations, so there is no time limit.
 *
 * <p>A history that passes, and one that fails with {@link ExclusionAnomalies#PARTLY_HELD}:
 *
 * <pre>{@code
 * acquire-all a,b  |  acquire a OK, acquire b FAILED, release a  | FAILED    VALID
 * acquire-all a,b  |  acquire a OK, acquire b FAILED             | FAILED    INVALID: a is still held
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusionCheck}. O(n log n).
 */
public final class AllOrNoneCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "all-or-none";

    private AllOrNoneCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.MULTI_LOCK), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static AllOrNoneCheck of(CheckSpec spec) {
        return new AllOrNoneCheck(spec);
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        Map<Integer, List<Hold>> byClient = new HashMap<>();
        analysis.holds().all().forEach(h -> byClient.computeIfAbsent(h.client(), c -> new ArrayList<>())
                .add(h)); // in the order of their grants
        List<HoldFinding> findings = new ArrayList<>();
        int granted = 0;
        int refused = 0;
        int notJudged = 0;
        for (Operation o : analysis.guard().each(analysis.history().operations(LockInput.AcquireAll.class))) {
            if (!(o.input() instanceof LockInput.AcquireAll acquireAll)) {
                continue;
            }
            if (!o.completed() || o.interrupted()) {
                notJudged++;
                continue;
            }
            List<Hold> within = within(byClient.getOrDefault(o.client(), List.of()), o);
            if (o.outcome() == Outcome.OK) {
                granted++;
                grantedInPart(analysis, o, acquireAll.keys(), within, findings);
            } else {
                refused++;
                partlyHeld(analysis, o, within, findings);
            }
        }
        return new Judgement(
                Coverage.of("acquires", (long) granted + refused)
                        .notJudged("it was interrupted or never returned", notJudged),
                String.format(
                        Locale.ROOT,
                        "%,d acquires of several locks were granted and %,d were not; %,d of them broke the promise",
                        granted,
                        refused,
                        findings.size()),
                findings);
    }

    /** The holds of a client that were granted during one of its operations. */
    private static List<Hold> within(List<Hold> holds, Operation o) {
        List<Hold> within = new ArrayList<>();
        for (int i = SortedSearch.firstAtOrAfter(holds.size(), h -> holds.get(h).grantedNanos(), o.invokedNanos());
                i < holds.size() && holds.get(i).grantedNanos() <= o.completedNanos();
                i++) {
            within.add(holds.get(i));
        }
        return within;
    }

    private static void grantedInPart(
            HoldAnalysis analysis, Operation o, List<String> keys, List<Hold> within, List<HoldFinding> findings) {
        Set<String> missing = new TreeSet<>(keys);
        within.stream().filter(h -> h.endNanos() >= o.completedNanos()).forEach(h -> missing.remove(h.key()));
        if (!missing.isEmpty()) {
            findings.add(finding(
                    ExclusionAnomalies.GRANTED_IN_PART,
                    analysis,
                    o,
                    within,
                    analysis.timeline().name(o.client()) + " acquired " + o.argument() + " together, but did not hold "
                            + String.join(", ", missing)));
        }
    }

    private static void partlyHeld(HoldAnalysis analysis, Operation o, List<Hold> within, List<HoldFinding> findings) {
        List<Hold> kept =
                within.stream().filter(h -> h.endNanos() > o.completedNanos()).toList();
        if (!kept.isEmpty()) {
            findings.add(finding(
                    ExclusionAnomalies.PARTLY_HELD,
                    analysis,
                    o,
                    kept,
                    analysis.timeline().name(o.client()) + " was refused " + o.argument()
                            + " together, but continued to hold "
                            + kept.stream().map(Hold::key).distinct().collect(Collectors.joining(", "))));
        }
    }

    private static HoldFinding finding(
            String kind, HoldAnalysis analysis, Operation o, List<Hold> holds, String headline) {
        String held = holds.stream()
                .map(h -> HoldAnalysis.key(h) + " from " + seconds(h.grantedNanos()) + " to " + seconds(h.endNanos()))
                .collect(Collectors.joining(", "));
        return new HoldFinding(
                kind,
                headline,
                List.of("it requested all of them at " + seconds(o.invokedNanos()) + " with the result " + o.outcome()
                        + " at "
                        + seconds(o.completedNanos()) + "; within this operation it held "
                        + (held.isEmpty() ? "nothing" : held) + " ("
                        + analysis.timeline().name(o.client()) + ")"),
                Blame.RECIPE,
                holds,
                List.of(o.number()),
                o.invokedNanos(),
                o.completedNanos(),
                ExclusionCitations.MULTI_LOCK,
                null);
    }
}
