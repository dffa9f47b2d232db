package dev.stampede.workloads.junit;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.BaselineUsage;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.checker.history.data.Event;
import dev.stampede.reports.FailureText;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the verdict of a run. The message of a failure has at most 25 lines: the verdict with one sentence, the
 * known finding if there is one, the layer at fault and the promise, the clients that held the key and when, the active
 * fault, the report, and the command that replays the run.
 */
public final class ChaosRunAssert extends AbstractAssert<ChaosRunAssert, ChaosRun> {
    private final Optional<BaselineUsage> baseline;

    ChaosRunAssert(ChaosRun run) {
        this(run, TestBaseline.configured());
    }

    /** Assertions with a baseline. */
    ChaosRunAssert(ChaosRun run, Optional<BaselineUsage> baseline) {
        super(run, ChaosRunAssert.class);
        this.baseline = baseline;
    }

    /**
     * Verifies that the run is VALID, with or without caveats, or that every violation is declared: by the test with
     * {@link KnownFinding}, or in the baseline that the system property {@code stampede.baseline} names. Prints the
     * violations that the baseline allows.
     */
    public ChaosRunAssert isValid() {
        isNotNull();
        List<Anomaly> undeclared =
                verdict().violations().stream().filter(a -> !declared(a)).toList();
        boolean certain = verdict().verdict() != Verdict.INCONCLUSIVE && !otherwiseInconclusive();
        boolean listed = listedInTheBaseline(undeclared);
        if (!certain || !(undeclared.isEmpty() || listed)) {
            throw failureWithActualExpected(verdict().verdict(), Verdict.VALID, "%s", describe("VALID"));
        }
        if (listed) {
            TestBaseline.print(
                    "every violation of " + actual.result().config().variant().recipe() + " is listed; the run is "
                            + verdict().verdict() + ": " + verdict().headline() + "; report: "
                            + actual.result().report());
        }
        return this;
    }

    /**
     * Records the run for the baseline, if there is one. Returns whether the baseline lists all of these violations.
     */
    private boolean listedInTheBaseline(List<Anomaly> violations) {
        if (baseline.isEmpty()) {
            return false;
        }
        BaselineUsage usage = baseline.get();
        List<ViolationSignature> signatures = ViolationSignature.of(
                        verdict(), actual.result().history())
                .stream()
                .filter(s -> violations.stream()
                        .anyMatch(a -> a.check().equals(s.check()) && a.kind().equals(s.kind())))
                .toList();
        String recipe = actual.result().config().variant().recipe();
        return usage.add(recipe, signatures).coversAll();
    }

    /** A declared violation must not hide that another check is inconclusive, or that the harness failed. */
    private boolean otherwiseInconclusive() {
        return verdict().failure() != null
                || verdict().checks().stream().anyMatch(c -> c.verdict() == Verdict.INCONCLUSIVE);
    }

    private boolean declared(Anomaly anomaly) {
        return actual.known().stream().anyMatch(k -> k.value().isEmpty() ? sameKind(k, anomaly) : sameId(k, anomaly));
    }

    private static boolean sameKind(KnownFinding known, Anomaly anomaly) {
        return known.check().equals(anomaly.check()) && known.anomaly().equals(anomaly.kind());
    }

    private boolean sameId(KnownFinding known, Anomaly anomaly) {
        return FindingCatalogue.recognise(anomaly, actual.result().history()).stream()
                .anyMatch(f -> f.entry().id().equals(known.value()));
    }

    /** Verifies that this check found a violation of this kind. */
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

    /** Verifies that the run is INVALID because of an anomaly that its variant expects. */
    public ChaosRunAssert isInvalidAsExpected() {
        isNotNull();
        List<ExpectedAnomaly> expected = actual.result().config().variant().expected();
        boolean found = verdict().violations().stream()
                .anyMatch(a -> expected.contains(new ExpectedAnomaly(a.check(), a.kind())));
        if (!found) {
            String early = actual.result()
                    .history()
                    .events(Event.EndedEarly.class)
                    .map(e -> "\n  the run ended early because " + e.check() + "/" + e.kind()
                            + " was certain, but the checks of the whole history do not find it: one of the"
                            + " two is wrong")
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

    /** Verifies that this check found a caveat of this kind: an anomaly that the documentation allows. */
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
        FailureText text = FailureText.of(actual.result().history(), verdict());
        List<String> lines = new ArrayList<>();
        lines.add("expected the run to be " + expected + ", but it is " + text.sentence());
        lines.addAll(text.lines());
        lines.add("  report: " + actual.result().report());
        lines.add("  replay: " + actual.result().replay());
        return String.join("\n", lines);
    }
}
