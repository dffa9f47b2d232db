package dev.stampede.workloads.campaign;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.checker.history.History;
import dev.stampede.workloads.run.RunResult;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run of a campaign: a line of its file.
 *
 * @param id the id of the {@link CampaignJob}
 * @param verdict VALID, INVALID, INCONCLUSIVE, or {@value #FAILED} if the harness failed
 * @param caughtBy the earliest expected violation or, if there is none, the earliest violation, as {@code check/kind};
 *     null if there is no violation
 * @param fault the faults that were active at the time of that violation, or {@code no fault}; null if there is no
 *     violation
 * @param seconds the time from the first operation to that violation, in seconds; null if there is none
 * @param violations all violations as {@code check/kind}, each once
 * @param signatures the signatures of the violations, for known findings and baselines
 * @param caveats all caveats as {@code check/kind}, each once
 * @param reason the reason why the run is inconclusive or failed; otherwise null
 * @param folder the folder of the run; empty if it has none
 * @param took the duration of the whole run with its checks, in seconds; null if it is not known
 * @param ensembleMutant the ensemble mutant of the run; null if it had none
 * @param blame the layers at fault by the violations that are no consequences, such as {@code ZOOKEEPER}; null if
 *     there is no violation
 */
public record JobResult(
        String id,
        String scenario,
        String variant,
        long seed,
        String faults,
        String verdict,
        @Nullable String caughtBy,
        @Nullable String fault,
        @Nullable Double seconds,
        List<String> violations,
        @Nullable List<ViolationSignature> signatures,
        List<String> caveats,
        @Nullable String reason,
        String folder,
        @Nullable Double took,
        @Nullable String ensembleMutant,
        @Nullable String blame) {
    /** The verdict of a run in which the harness failed. */
    public static final String FAILED = "FAILED";

    private static final double SECOND = 1e9;

    public JobResult {
        violations = List.copyOf(violations);
        signatures = signatures == null
                ? List.of()
                : List.copyOf(signatures); // results of older versions have no signatures
        caveats = List.copyOf(caveats);
    }

    static JobResult of(CampaignJob job, RunResult result) {
        RunVerdict verdict = result.verdict();
        Optional<Anomaly> first = verdict.violations().stream()
                .min(Comparator.comparing((Anomaly a) -> !expected(job, a)).thenComparingLong(Anomaly::toNanos));
        boolean failed = verdict.failure() != null && verdict.verdict() != Verdict.INVALID;
        return new JobResult(
                job.id(),
                job.variant().scenario(),
                job.variant().name(),
                job.seed(),
                job.faultsText(),
                failed ? FAILED : verdict.verdict().name(),
                first.map(JobResult::kind).orElse(null),
                first.map(JobResult::faultsOf).orElse(null),
                first.map(a -> seconds(result.history(), a)).orElse(null),
                kinds(verdict.violations()),
                ViolationSignature.of(verdict, result.history()),
                kinds(verdict.caveats()),
                failed ? verdict.failure() : reason(verdict),
                result.folder().toString(),
                null,
                nameOf(job.ensembleMutant()),
                blame(verdict));
    }

    private static @Nullable String nameOf(@Nullable EnsembleMutant mutant) {
        return mutant == null ? null : mutant.name();
    }

    private static @Nullable String blame(RunVerdict verdict) {
        String layers = verdict.findings().stream()
                .filter(finding -> !finding.caveat())
                .map(finding -> finding.blame().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return layers.isEmpty() ? null : layers;
    }

    /** This result with the duration of the run. */
    JobResult took(Duration duration) {
        return with(folder, duration.toMillis() / 1_000.0);
    }

    /** This result with another folder of the run. */
    JobResult in(String other) {
        return with(other, took);
    }

    private JobResult with(String otherFolder, @Nullable Double duration) {
        return new JobResult(
                id,
                scenario,
                variant,
                seed,
                faults,
                verdict,
                caughtBy,
                fault,
                seconds,
                violations,
                signatures,
                caveats,
                reason,
                otherFolder,
                duration,
                ensembleMutant,
                blame);
    }

    private static boolean expected(CampaignJob job, Anomaly anomaly) {
        return job.variant().expected().contains(new ExpectedAnomaly(anomaly.check(), anomaly.kind()));
    }

    static JobResult failed(CampaignJob job, Exception thrown) {
        return new JobResult(
                job.id(),
                job.variant().scenario(),
                job.variant().name(),
                job.seed(),
                job.faultsText(),
                FAILED,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                String.valueOf(thrown.getMessage()),
                "",
                null,
                nameOf(job.ensembleMutant()),
                null);
    }

    private static @Nullable String reason(RunVerdict verdict) {
        return verdict.checks().stream()
                .filter(c -> c.verdict() == Verdict.INCONCLUSIVE)
                .findFirst()
                .map((CheckResult c) -> c.check() + ": " + c.reason())
                .orElse(null);
    }

    /** The scenario and the variant. */
    public String recipe() {
        return scenario + "/" + variant;
    }

    /** The signatures of the violations, for the comparison with baselines. */
    public List<ViolationSignature> violationSignatures() {
        return signatures == null ? List.of() : signatures;
    }

    /** The distinct known findings of the violations; empty unless every violation is known. */
    public List<CatalogueEntry> knownFindings() {
        List<ViolationSignature> all = violationSignatures();
        return all.stream().anyMatch(s -> s.finding() == null)
                ? List.of()
                : all.stream()
                        .map(s -> String.valueOf(s.finding()))
                        .distinct()
                        .flatMap(id -> FindingCatalogue.entry(id).stream())
                        .toList();
    }

    private static List<String> kinds(List<Anomaly> anomalies) {
        return anomalies.stream().map(JobResult::kind).distinct().toList();
    }

    private static String kind(Anomaly anomaly) {
        return anomaly.check() + "/" + anomaly.kind();
    }

    private static String faultsOf(Anomaly anomaly) {
        List<String> kinds = anomaly.signature().faultKinds();
        return kinds.isEmpty() ? "no fault" : String.join("+", kinds);
    }

    private static double seconds(History history, Anomaly anomaly) {
        long began =
                history.operations().isEmpty() ? 0 : history.operations().get(0).invokedNanos();
        long shown = Math.min(anomaly.toNanos(), history.endNanos());
        return Math.max(0, shown - began) / SECOND;
    }

    /**
     * Whether the run of an ensemble mutant showed what the mutant must show: an expected violation, and no other layer
     * at fault than ZooKeeper. False for a run without an ensemble mutant.
     */
    public boolean showedBrokenGuarantee() {
        boolean found = ensembleMutant != null
                && EnsembleMutants.named(ensembleMutant).stream()
                        .flatMap(mutant -> mutant.expected().stream())
                        .map(ExpectedAnomaly::toString)
                        .anyMatch(violations::contains);
        return found && Blame.ZOOKEEPER.name().equals(blame);
    }

    /** One line for people. */
    public String line() {
        String mutant = ensembleMutant == null ? "" : ensembleMutant + " in ";
        String what = mutant + scenario + "/" + variant + " seed " + seed + " under " + faults + ": " + verdict;
        if (caughtBy != null) {
            return what + " by " + caughtBy;
        }
        return what + (reason == null ? "" : ": " + reason) + (caveats.isEmpty() ? "" : ", caveats " + caveats);
    }
}
