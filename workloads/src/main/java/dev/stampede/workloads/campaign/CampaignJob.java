package dev.stampede.workloads.campaign;

import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;

/**
 * One run of a campaign.
 *
 * @param faults as the command line writes them, each an entry; none for a run without faults
 * @param clientJvms in how many worker JVMs its clients live, 0 for the harness' own
 */
public record CampaignJob(
        Variant variant, long seed, List<String> faults, Duration time, int clients, int clientJvms, int members) {
    public CampaignJob {
        faults = List.copyOf(faults);
    }

    /** The faults as one word; {@code none} for none. */
    public String faultsText() {
        return faults.isEmpty() ? "none" : String.join(",", faults);
    }

    /** What tells it from every other run: a run with the same is not made again. */
    public String id() {
        return variant.recipe() + " seed=" + seed + " faults=" + faultsText() + " time=" + time.toMillis()
                + "ms clients=" + clients + " client-jvms=" + clientJvms + " members=" + members;
    }

    RunConfig config(EnsembleKind ensemble) {
        return RunConfig.of(variant)
                .withPlan(new PlanSource.Drawn(faults))
                .withTime(time)
                .withSeed(seed)
                .withClients(clients, clientJvms)
                .withEnsemble(EnsembleConfig.of(ensemble, members));
    }
}
