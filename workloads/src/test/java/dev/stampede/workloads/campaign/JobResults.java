package dev.stampede.workloads.campaign;

import dev.stampede.checker.findings.ViolationSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates results of runs for tests. */
final class JobResults {
    private JobResults() {}

    static JobResult of(CampaignJob job, String verdict) {
        return new JobResult(
                job.id(),
                job.variant().scenario(),
                job.variant().name(),
                job.seed(),
                job.faultsText(),
                verdict,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                "",
                null,
                null,
                null);
    }

    static JobResult caught(
            String mutant, long seed, @Nullable String by, @Nullable String fault, @Nullable Double seconds) {
        return new JobResult(
                mutant + seed,
                "lock",
                mutant,
                seed,
                "kill",
                by == null ? "VALID" : "INVALID",
                by,
                fault,
                seconds,
                by == null ? List.of() : List.of(by, "recovery/no-progress"),
                List.of(),
                List.of(),
                null,
                "/runs/" + mutant + seed,
                null,
                null,
                null);
    }

    static JobResult correct(String variant, long seed, String verdict, List<String> violations, List<String> caveats) {
        return known(variant, seed, verdict, violations, List.of(), caveats);
    }

    static JobResult known(
            String variant,
            long seed,
            String verdict,
            List<String> violations,
            List<ViolationSignature> known,
            List<String> caveats) {
        return new JobResult(
                variant + seed,
                "lock",
                variant,
                seed,
                "kill,pause",
                verdict,
                null,
                null,
                null,
                violations,
                known,
                caveats,
                verdict.equals("INCONCLUSIVE") ? "requirements: no fault took effect" : null,
                "/runs/" + variant + seed,
                null,
                null,
                null);
    }

    /** A run of an ensemble mutant in the registers scenario. */
    static JobResult lied(String mutant, long seed, @Nullable String by, @Nullable String blame) {
        return new JobResult(
                mutant + seed,
                "registers",
                "naive",
                seed,
                "none",
                by == null ? "VALID" : "INVALID",
                by,
                by == null ? null : "no fault",
                by == null ? null : 2.0 * seed,
                by == null ? List.of() : List.of(by, "linearizability/not-linearizable"),
                List.of(),
                List.of(),
                null,
                "/runs/" + mutant + seed,
                null,
                mutant,
                blame);
    }
}
