package dev.stampede.checker.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param verdict INVALID if and only if an anomaly without an excuse was found
 * @param coverage what was judged, and what could not be judged
 * @param scope further numbers as text ("2 overlaps by 3 clients"); may be empty
 * @param anomalies violations and caveats in chronological order; bounded, {@code scope} states their total number
 * @param reason if inconclusive, the reason and the progress so far; otherwise null
 * @param algorithm the algorithm that decided, where there are several; otherwise null
 * @param counterexample a minimised example for the picture, if there is one
 * @param counts the number of all anomalies of each group of which some are not kept; a group without an entry is
 *     complete in {@code anomalies}
 * @param informational whether the check judged nothing and did not have to; see {@link Check#informational}; {@link
 *     CheckRunner} sets it
 */
public record CheckResult(
        String check,
        Verdict verdict,
        Coverage coverage,
        String scope,
        List<Anomaly> anomalies,
        @Nullable String reason,
        @Nullable String algorithm,
        @Nullable Counterexample counterexample,
        Duration took,
        Map<Anomaly.Group, Integer> counts,
        boolean informational) {

    public CheckResult {
        anomalies = List.copyOf(anomalies);
        counts = Map.copyOf(counts);
        boolean broken = anomalies.stream().anyMatch(a -> !a.caveat());
        if (broken != (verdict == Verdict.INVALID)) {
            throw new IllegalArgumentException(
                    check + " says " + verdict + " with " + anomalies.size() + " anomalies, broken: " + broken);
        }
        if ((verdict == Verdict.INCONCLUSIVE) != (reason != null)) {
            throw new IllegalArgumentException(check + " says " + verdict + " with the reason " + reason);
        }
    }

    /** A result that is not informational. */
    public CheckResult(
            String check,
            Verdict verdict,
            Coverage coverage,
            String scope,
            List<Anomaly> anomalies,
            @Nullable String reason,
            @Nullable String algorithm,
            @Nullable Counterexample counterexample,
            Duration took,
            Map<Anomaly.Group, Integer> counts) {
        this(check, verdict, coverage, scope, anomalies, reason, algorithm, counterexample, took, counts, false);
    }

    /** The anomalies without an excuse. */
    public List<Anomaly> violations() {
        return anomalies.stream().filter(a -> !a.caveat()).toList();
    }

    /** The anomalies that the documentation allows. */
    public List<Anomaly> caveats() {
        return anomalies.stream().filter(Anomaly::caveat).toList();
    }

    /**
     * The evidence in one sentence: what was judged, what was not, and further numbers. For an informational result:
     * why nothing was judged, and the measured numbers.
     */
    public String evidence() {
        String judged = informational ? coverage.reasons() : coverage.text();
        return judged + (judged.isEmpty() || scope.isEmpty() ? "" : "; ") + scope;
    }

    /** The verdict as readable text; {@code informational} instead of VALID if nothing was to be judged. */
    public String verdictText() {
        return informational ? "informational" : verdict.name();
    }

    /** The result of a check that gave up or could not judge. */
    public static CheckResult inconclusive(String check, Coverage coverage, String scope, String reason) {
        return new CheckResult(
                check, Verdict.INCONCLUSIVE, coverage, scope, List.of(), reason, null, null, Duration.ZERO, Map.of());
    }

    /** A result whose verdict follows from its anomalies. */
    public static CheckResult of(String check, Coverage coverage, String scope, List<Anomaly> anomalies) {
        Verdict verdict = anomalies.stream().allMatch(Anomaly::caveat) ? Verdict.VALID : Verdict.INVALID;
        return new CheckResult(check, verdict, coverage, scope, anomalies, null, null, null, Duration.ZERO, Map.of());
    }

    /** A copy that is INCONCLUSIVE; only for a VALID result. Its caveats stay. */
    CheckResult withoutEvidence(String why) {
        return new CheckResult(
                check,
                Verdict.INCONCLUSIVE,
                coverage,
                scope,
                anomalies,
                why,
                algorithm,
                counterexample,
                took,
                counts,
                false);
    }

    /** A copy that is informational; only for a VALID result that judged nothing. */
    CheckResult onlyMeasured() {
        return new CheckResult(
                check, verdict, coverage, scope, anomalies, reason, algorithm, counterexample, took, counts, true);
    }

    /** A copy with the duration of the check. */
    public CheckResult took(Duration time) {
        return new CheckResult(
                check,
                verdict,
                coverage,
                scope,
                anomalies,
                reason,
                algorithm,
                counterexample,
                time,
                counts,
                informational);
    }

    /** A copy with the numbers of its anomalies, including those that it does not keep. */
    public CheckResult counted(Map<Anomaly.Group, Integer> found) {
        return new CheckResult(
                check,
                verdict,
                coverage,
                scope,
                anomalies,
                reason,
                algorithm,
                counterexample,
                took,
                found,
                informational);
    }

    /** A copy with a counterexample. */
    public CheckResult shownBy(Counterexample example) {
        return new CheckResult(
                check, verdict, coverage, scope, anomalies, reason, algorithm, example, took, counts, informational);
    }
}
