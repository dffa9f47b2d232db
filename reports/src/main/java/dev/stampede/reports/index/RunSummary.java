package dev.stampede.reports.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.reports.FaultImpact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code runs.jsonl}: the data of one run for the index.
 *
 * @param version the version of the line; a reader accepts versions up to {@link #VERSION}
 * @param folder the folder of the run's report, relative to the index, with forward slashes
 * @param startedAt ISO-8601 in UTC
 * @param faults the kinds of the faults that took effect, sorted, without duplicates
 * @param findings the anomalies of the run, one for each signature
 * @param recoveryNanos the slowest recovery, -1 if there was none
 * @param perSecond operations with outcome OK per second
 * @param ensemble the ensemble in one line; null in older lines
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunSummary(
        int version,
        String run,
        String folder,
        String startedAt,
        String scenario,
        String variant,
        long seed,
        Purpose purpose,
        Verdict verdict,
        String headline,
        @Nullable String failure,
        List<String> families,
        List<String> faults,
        List<Finding> findings,
        int operations,
        long lastedNanos,
        long recoveryNanos,
        double perSecond,
        @Nullable String ensemble) {
    /** The version of new lines. */
    public static final int VERSION = 1;

    private static final int MAX_FINDINGS = 50;
    private static final int MAX_HEADLINE = 500;

    public RunSummary {
        families = List.copyOf(families);
        faults = List.copyOf(faults);
        findings = List.copyOf(findings);
    }

    /** The purpose of a run, which determines the expected verdict. */
    public enum Purpose {
        /** Tests a recipe; VALID is expected. */
        SUBJECT,
        /** A deliberately broken variant; INVALID is expected. */
        MUTANT,
        /** The mutant that must be INVALID every night. */
        CANARY
    }

    /** The signature of an anomaly, and the start of the anomaly in nanoseconds since the run began. */
    public record Finding(
            String check, String kind, List<String> faultKinds, String recipe, boolean caveat, long atNanos) {
        public Finding {
            faultKinds = List.copyOf(faultKinds);
        }
    }

    /** The summary of a run whose report is in this folder, relative to the index. */
    public static RunSummary of(History history, RunVerdict verdict, String folder, Purpose purpose) {
        var header = history.header();
        long ok = history.operations().stream()
                .filter(o -> o.outcome() == Outcome.OK)
                .count();
        return new RunSummary(
                VERSION,
                header.run(),
                folder,
                header.startedAt(),
                header.scenario(),
                header.variant(),
                header.seed(),
                purpose,
                verdict.verdict(),
                verdict.headline().length() <= MAX_HEADLINE
                        ? verdict.headline()
                        : verdict.headline().substring(0, MAX_HEADLINE),
                verdict.failure(),
                header.families(),
                history.faults().stream()
                        .filter(FaultWindow::tookEffect)
                        .map(FaultWindow::kind)
                        .distinct()
                        .sorted()
                        .toList(),
                findings(verdict),
                history.operations().size(),
                history.endNanos(),
                FaultImpact.of(history).slowestRecoveryNanos(),
                history.endNanos() == 0 ? 0 : ok * 1e9 / history.endNanos(),
                header.ensemble());
    }

    /** The same summary for another index, with the folder of the run's report relative to that index. */
    public RunSummary in(String other) {
        return new RunSummary(
                version,
                run,
                other,
                startedAt,
                scenario,
                variant,
                seed,
                purpose,
                verdict,
                headline,
                failure,
                families,
                faults,
                findings,
                operations,
                lastedNanos,
                recoveryNanos,
                perSecond,
                ensemble);
    }

    private static List<Finding> findings(RunVerdict verdict) {
        Map<Anomaly.Signature, Finding> first = new LinkedHashMap<>();
        Stream.concat(verdict.violations().stream(), verdict.caveats().stream())
                .forEach(a -> first.putIfAbsent(a.signature(), finding(a)));
        return first.values().stream().limit(MAX_FINDINGS).toList();
    }

    private static Finding finding(Anomaly a) {
        Anomaly.Signature s = a.signature();
        return new Finding(s.check(), s.kind(), s.faultKinds(), s.recipe(), a.caveat(), a.fromNanos());
    }

    /** The scenario and the variant. */
    public String recipe() {
        return scenario + "/" + variant;
    }

    /** The date of the evening before: a run at 03:00 belongs to the night that began on the previous day. */
    public String night() {
        try {
            return Instant.parse(startedAt)
                    .minus(Duration.ofHours(12))
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
        } catch (DateTimeException e) {
            return "unknown";
        }
    }

    /** Whether the run has the verdict that its purpose demands. */
    public boolean good() {
        return purpose == Purpose.SUBJECT ? verdict == Verdict.VALID : verdict == Verdict.INVALID;
    }
}
