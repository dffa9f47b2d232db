package dev.stampede.workloads.junit;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a run came to. A failure names the verdict, what led to it, the report, and the command that runs
 * it again.
 */
public final class ChaosRunAssert extends AbstractAssert<ChaosRunAssert, ChaosRun> {
    /** So many violations stand in a message; the report has them all. */
    private static final int SHOWN = 3;

    ChaosRunAssert(ChaosRun run) {
        super(run, ChaosRunAssert.class);
    }

    /**
     * The run is VALID, with caveats or without; or every violation is one that the test declares with {@link
     * KnownFinding}.
     */
    public ChaosRunAssert isValid() {
        isNotNull();
        List<Anomaly> undeclared =
                verdict().violations().stream().filter(a -> !declared(a)).toList();
        if (verdict().verdict() == Verdict.INCONCLUSIVE || !undeclared.isEmpty() || inconclusiveBeside()) {
            throw failureWithActualExpected(verdict().verdict(), Verdict.VALID, "%s", describe("VALID"));
        }
        return this;
    }

    /** A declared violation must not hide that another check gave up. */
    private boolean inconclusiveBeside() {
        return verdict().checks().stream().anyMatch(c -> c.verdict() == Verdict.INCONCLUSIVE);
    }

    private boolean declared(Anomaly anomaly) {
        return actual.known().stream()
                .anyMatch(k -> k.check().equals(anomaly.check()) && k.anomaly().equals(anomaly.kind()));
    }

    /** The run is INVALID, and one of its violations is of this kind, found by this check. */
    public ChaosRunAssert isInvalidBecauseOf(String check, String anomaly) {
        isNotNull();
        boolean found = verdict().violations().stream()
                .anyMatch(a -> a.check().equals(check) && a.kind().equals(anomaly));
        if (!found) {
            throw failureWithActualExpected(
                    verdict().verdict(),
                    Verdict.INVALID,
                    "%s",
                    describe("INVALID because of " + check + "/" + anomaly));
        }
        return this;
    }

    /** The run is INVALID because of an anomaly that its mutant must show. */
    public ChaosRunAssert isInvalidAsExpected() {
        isNotNull();
        List<ExpectedAnomaly> expected = actual.result().config().variant().expected();
        boolean found = verdict().violations().stream()
                .anyMatch(a -> expected.contains(new ExpectedAnomaly(a.check(), a.kind())));
        if (!found) {
            String early = actual.result()
                    .history()
                    .events(Event.EndedEarly.class)
                    .map(
                            e -> "\n  the run ended early because " + e.check() + "/" + e.kind()
                                    + " was certain, but the checks of the whole history do not find it: one of the two is wrong")
                    .findFirst()
                    .orElse("");
            throw failureWithActualExpected(
                    verdict().verdict(),
                    Verdict.INVALID,
                    "%s",
                    describe("INVALID because of "
                                    + (expected.isEmpty()
                                            ? "an expected anomaly (its variant names none)"
                                            : expected.stream()
                                                    .map(ExpectedAnomaly::toString)
                                                    .collect(Collectors.joining(" or "))))
                            + early);
        }
        return this;
    }

    /** The run found an anomaly of this kind that the documentation allows. */
    public ChaosRunAssert hasCaveat(String check, String anomaly) {
        isNotNull();
        if (verdict().caveats().stream()
                .noneMatch(a -> a.check().equals(check) && a.kind().equals(anomaly))) {
            throw failure("%s", describe("a caveat " + check + "/" + anomaly));
        }
        return this;
    }

    private RunVerdict verdict() {
        return actual.result().verdict();
    }

    private String describe(String expected) {
        RunVerdict verdict = verdict();
        String anomalies = verdict.checks().stream()
                .flatMap(c -> c.anomalies().stream())
                .limit(SHOWN)
                .map(ChaosRunAssert::describe)
                .collect(Collectors.joining());
        String gaveUp = verdict.checks().stream()
                .filter(c -> c.verdict() == Verdict.INCONCLUSIVE)
                .map(c -> "\n  " + c.check() + " is inconclusive: " + c.reason())
                .collect(Collectors.joining());
        return "expected the run to be " + expected + ", but it is " + verdict.verdict() + ": " + verdict.headline()
                + anomalies + gaveUp
                + "\n  report: " + actual.result().report()
                + "\n  replay: " + actual.result().replay();
    }

    private static String describe(Anomaly anomaly) {
        return "\n  " + (anomaly.caveat() ? "caveat " : "violation ") + anomaly.check() + "/" + anomaly.kind() + ": "
                + anomaly.headline() + "\n    because\n      " + String.join("\n      ", anomaly.because());
    }
}
