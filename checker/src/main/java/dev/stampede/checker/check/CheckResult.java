package dev.stampede.checker.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param verdict INVALID if and only if an anomaly without excuse was found
 * @param coverage what it judged, and what it could not judge
 * @param scope further numbers on what it saw, for people ("2 overlaps by 3 clients"); may be empty
 * @param anomalies violations and caveats, in order of time; bounded, {@code scope} says how many there were
 * @param reason why it is inconclusive, and how far it got; otherwise null
 * @param algorithm what decided, where there is a choice; otherwise null
 * @param counterexample a minimised example for the picture, if there is one
 * @param counts how many anomalies of each group were found, also of those that are not kept; a group that is not named here
 *     has no more than are kept
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
        Map<Anomaly.Group, Integer> counts) {

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

    /** The anomalies that nothing excuses. */
    public List<Anomaly> violations() {
        return anomalies.stream().filter(a -> !a.caveat()).toList();
    }

    /** The anomalies that the documentation allows. */
    public List<Anomaly> caveats() {
        return anomalies.stream().filter(Anomaly::caveat).toList();
    }

    /** What it rests on, in one sentence: what was judged, what was not, and further numbers. */
    public String evidence() {
        return coverage.text() + (scope.isEmpty() ? "" : "; " + scope);
    }

    /** A result of a check that gave up or could not look. */
    public static CheckResult inconclusive(String check, Coverage coverage, String scope, String reason) {
        return new CheckResult(
                check, Verdict.INCONCLUSIVE, coverage, scope, List.of(), reason, null, null, Duration.ZERO, Map.of());
    }

    /** A result whose verdict follows from its anomalies. */
    public static CheckResult of(String check, Coverage coverage, String scope, List<Anomaly> anomalies) {
        Verdict verdict = anomalies.stream().allMatch(Anomaly::caveat) ? Verdict.VALID : Verdict.INVALID;
        return new CheckResult(check, verdict, coverage, scope, anomalies, null, null, null, Duration.ZERO, Map.of());
    }

    /** The same result, but INCONCLUSIVE; only for a result that is VALID. Its caveats stay. */
    CheckResult provingNothing(String why) {
        return new CheckResult(
                check, Verdict.INCONCLUSIVE, coverage, scope, anomalies, why, algorithm, counterexample, took, counts);
    }

    /** The same result with the time that it took. */
    public CheckResult took(Duration time) {
        return new CheckResult(
                check, verdict, coverage, scope, anomalies, reason, algorithm, counterexample, time, counts);
    }

    /** The same result with the numbers of its anomalies, also of those that it does not keep. */
    public CheckResult counted(Map<Anomaly.Group, Integer> found) {
        return new CheckResult(
                check, verdict, coverage, scope, anomalies, reason, algorithm, counterexample, took, found);
    }

    /** The same result with a counterexample. */
    public CheckResult shownBy(Counterexample example) {
        return new CheckResult(check, verdict, coverage, scope, anomalies, reason, algorithm, example, took, counts);
    }
}
