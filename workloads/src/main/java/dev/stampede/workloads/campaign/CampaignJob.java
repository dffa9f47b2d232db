package dev.stampede.workloads.campaign;

import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a campaign.
 *
 * @param faults families and fault types in the syntax of {@code --faults}; empty for a run without faults
 * @param clientJvms the number of worker JVMs for its clients; 0 to run them in the harness
 * @param ensembleMutant makes the ensemble lie; null for an ensemble that does not lie
 */
public record CampaignJob(
        Variant variant,
        long seed,
        List<String> faults,
        Duration time,
        int clients,
        int clientJvms,
        int members,
        @Nullable EnsembleMutant ensembleMutant) {
    public CampaignJob {
        faults = List.copyOf(faults);
    }

    /** A run on an ensemble that does not lie. */
    public CampaignJob(
            Variant variant, long seed, List<String> faults, Duration time, int clients, int clientJvms, int members) {
        this(variant, seed, faults, time, clients, clientJvms, members, null);
    }

    /** The faults as one word; {@code none} if there are no faults. */
    public String faultsText() {
        return faults.isEmpty() ? "none" : String.join(",", faults);
    }

    /** The identity of the run: a run is not executed again if its id has a recorded result. */
    public String id() {
        return variant.recipe() + " seed=" + seed + " faults=" + faultsText() + " time=" + time.toMillis()
                + "ms clients=" + clients + " client-jvms=" + clientJvms + " members=" + members
                + (ensembleMutant == null ? "" : " ensemble-mutant=" + ensembleMutant.name());
    }

    RunConfig config(EnsembleKind ensemble, RecordedData data) {
        RunConfig config = RunConfig.of(variant)
                .withPlan(new PlanSource.Drawn(faults))
                .withTime(time)
                .withSeed(seed)
                .withClients(clients, clientJvms)
                .withEnsemble(EnsembleConfig.of(ensemble, members))
                .withData(data);
        return ensembleMutant == null ? config : config.withEnsembleMutant(ensembleMutant);
    }
}
