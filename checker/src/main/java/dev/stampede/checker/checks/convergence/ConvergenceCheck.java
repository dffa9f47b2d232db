package dev.stampede.checker.checks.convergence;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.checks.configuration.PropagationCitations;
import dev.stampede.checker.checks.convergence.OverdueReads.Overdue;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads of caches converge: a client reads only what was written, never goes back within a session, and reads the last
 * write within the derived time limit.
 *
 * <p>The check judges {@code write KEY VALUE} and {@code cas KEY [EXPECTED VALUE]}, whose values are unique,
 * {@code look-up KEY} with the value as the result, and {@code open} (a new object of the code under test). The znodes
 * of the keys need not be known. Kinds:
 *
 * <ul>
 *   <li>{@code never-written}: no client had written the value, or the write was refused;
 *   <li>{@code went-back}: no order of the writes allows the reads, see {@link ReadOrder};
 *   <li>{@code not-converged}: a read shows an older value than allowed, see {@link OverdueReads}.
 * </ul>
 *
 * <p>A history that passes, and two that fail (client 2 is always connected; no fault acts; the limit is 5 s):
 *
 * <pre>{@code
 * client 1  write a |=|  write b |=|     client 1  write a |=|  write b |=|   client 1  write a |=|  write b |=|
 * client 2  look-up a       look-up b    client 2  look-up b    look-up a     client 2  look-up a …6 s… look-up a
 * VALID                                  INVALID: went-back                   INVALID: not-converged
 * }</pre>
 *
 * <p>A client whose sessions are not recorded is judged by the first kind only; the coverage says so. No parameters.
 * Immutable and safe to share between threads; O(n log n).
 */
public final class ConvergenceCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "convergence";

    static final String NEVER_WRITTEN = "never-written";

    private static final String READS = "reads";

    private ConvergenceCheck() {}

    /**
     * The check.
     *
     * @throws IllegalArgumentException if the spec has a parameter
     */
    public static ConvergenceCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new ConvergenceCheck();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    @Override
    public Gravity gravity(String kind) {
        return kind.equals(OverdueReads.NOT_CONVERGED) ? Gravity.PROGRESS : Gravity.STATE;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        ValueEvidence evidence = ValueEvidence.of(history);
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        OverdueReads overdue = new OverdueReads(Analysis.of(history), evidence.segments());
        Coverage.Tally tally = new Coverage.Tally(READS);
        boolean whole = true;
        for (Map.Entry<String, KeyValues> each : evidence.keys().entrySet()) {
            if (budget.exhausted()) {
                whole = false;
                break;
            }
            KeyValues values = each.getValue();
            for (ValueRead read : values.reads()) {
                if (evidence.recorded(read.client())) {
                    tally.judged();
                } else {
                    tally.notJudged("the sessions of its client are not recorded");
                }
                if (values.shownBy(read) == null) {
                    neverWritten(evidence, read, findings);
                }
            }
            ReadOrder.stepsBack(values).forEach(steps -> wentBack(each.getKey(), steps, findings));
            overdue.find(values).forEach(o -> notConverged(history, each.getKey(), o, findings));
        }
        DerivedBound limit = Analysis.of(history).bounds().convergence();
        String scope = count(evidence.keys().size(), "key") + ", " + count(evidence.writes(), "write") + ", "
                + count(overdue.judged(), "read") + " after the limit of " + limit.equation();
        return whole
                ? findings.result(tally.coverage(), scope)
                : findings.resultOfPart(tally.coverage(), scope, budget);
    }

    private static void neverWritten(ValueEvidence evidence, ValueRead read, AnomalyCollector findings) {
        boolean refused = evidence.refused(read);
        findings.add(
                NEVER_WRITTEN,
                "client " + read.client() + " read " + read.value() + " of " + read.key() + " at "
                        + seconds(read.completedNanos())
                        + (refused
                                ? ", although the write of this value was refused"
                                : ", which no client had written"),
                Blame.RECIPE,
                new Extent(
                        read.invokedNanos(), read.completedNanos(), Set.of(read.client()), List.of(read.operation())),
                PropagationCitations.SINGLE_SYSTEM_IMAGE);
    }

    private static void wentBack(String key, List<ReadOrder.Step> steps, AnomalyCollector findings) {
        ReadOrder.Step step = steps.get(0);
        List<String> reasons = steps.stream()
                .limit(4)
                .map(s -> "client " + s.later().client() + " read " + s.from() + " at "
                        + seconds(s.earlier().completedNanos()) + " and " + s.to() + " at "
                        + seconds(s.later().completedNanos()) + ", in one session")
                .toList();
        TreeSet<Integer> clients = new TreeSet<>();
        steps.forEach(s -> clients.add(s.later().client()));
        findings.add(
                ReadOrder.WENT_BACK,
                "client " + step.later().client() + " went back to " + step.to() + " of " + key + " at "
                        + seconds(step.later().completedNanos()) + ", after it had read " + step.from()
                        + (step.back()
                                ? ", which was written later"
                                : "; no order of the writes allows this beside what the others read"),
                reasons,
                Blame.RECIPE,
                new Extent(
                        step.earlier().invokedNanos(),
                        step.later().completedNanos(),
                        clients,
                        List.of(step.earlier().operation(), step.later().operation())),
                PropagationCitations.SINGLE_SYSTEM_IMAGE,
                null);
    }

    private static void notConverged(History history, String key, Overdue overdue, AnomalyCollector findings) {
        ValueRead read = overdue.read();
        ValueWrite newer = overdue.newer();
        findings.add(
                OverdueReads.NOT_CONVERGED,
                "client " + read.client() + " still read " + overdue.shown() + " of " + key + " at "
                        + seconds(read.invokedNanos()) + ", although " + newer + " was acknowledged at "
                        + seconds(newer.acknowledgedNanos()),
                List.of("the client was connected and no fault acted; the limit is "
                        + Analysis.of(history).bounds().convergence().equation()),
                Blame.RECIPE,
                new Extent(
                        newer.acknowledgedNanos(),
                        read.completedNanos(),
                        Set.of(read.client(), newer.client()),
                        List.of(newer.operation(), read.operation())),
                PropagationCitations.TIMELINESS,
                null);
    }
}
