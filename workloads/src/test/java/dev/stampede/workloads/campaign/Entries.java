package dev.stampede.workloads.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a campaign's file, for tests. */
final class Entries {
    private Entries() {}

    static Entry of(Job job, String verdict) {
        return new Entry(
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
                null,
                "");
    }

    static Entry caught(
            String mutant, long seed, @Nullable String by, @Nullable String fault, @Nullable Double seconds) {
        return new Entry(
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
                null,
                "/runs/" + mutant + seed);
    }

    static Entry form(String form, long seed, String verdict, List<String> violations, List<String> caveats) {
        return new Entry(
                form + seed,
                "lock",
                form,
                seed,
                "kill,pause",
                verdict,
                null,
                null,
                null,
                violations,
                caveats,
                verdict.equals("INCONCLUSIVE") ? "requirements: nothing bit" : null,
                "/runs/" + form + seed);
    }
}
