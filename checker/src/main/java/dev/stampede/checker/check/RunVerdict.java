package dev.stampede.checker.check;

import dev.stampede.checker.history.data.Track;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a run.
 *
 * @param headline one sentence: why
 * @param findings violations, then caveats, in reading order: see {@link FindingRanking}
 * @param checks in the order in which they were requested
 * @param failure the failure of the harness itself, null for none
 * @param pictures the tracks that checks add to the time line, in addition to the tracks of the history
 */
public record RunVerdict(
        Verdict verdict,
        String headline,
        List<RunFinding> findings,
        List<CheckResult> checks,
        @Nullable String failure,
        List<Track> pictures) {
    public RunVerdict {
        findings = List.copyOf(findings);
        checks = List.copyOf(checks);
        pictures = List.copyOf(pictures);
    }

    /** Creates a verdict from check results of unknown gravity. It ranks every anomaly as {@link Gravity#STATE}. */
    public RunVerdict(
            Verdict verdict,
            String headline,
            List<CheckResult> checks,
            @Nullable String failure,
            List<Track> pictures) {
        this(verdict, headline, FindingRanking.rank(checks), checks, failure, pictures);
    }

    /** As the constructor above, without pictures. */
    public RunVerdict(Verdict verdict, String headline, List<CheckResult> checks, @Nullable String failure) {
        this(verdict, headline, checks, failure, List.of());
    }

    /** All anomalies that the documentation allows, in the order of the findings. */
    public List<Anomaly> caveats() {
        return anomalies(true);
    }

    /** All anomalies without an excuse, in the order of the findings. */
    public List<Anomaly> violations() {
        return anomalies(false);
    }

    private List<Anomaly> anomalies(boolean caveats) {
        return allFindings()
                .filter(f -> f.caveat() == caveats)
                .flatMap(f -> f.examples().stream())
                .toList();
    }

    /** All findings, each before its own consequences. */
    public Stream<RunFinding> allFindings() {
        return findings.stream().flatMap(RunFinding::all);
    }
}
