package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The selection of the runs of a campaign. */
@Isolated("it replaces a system property")
class JobSelectionTest {
    private static final Duration TIME = Duration.ofSeconds(25);

    @Test
    void all_mutants_are_selected_with_their_demands_and_at_most_40_seconds() {
        List<CampaignJob> jobs = JobSelection.mutants(Scenarios.variants(), 1, 3, TIME);

        assertThat(jobs).extracting(j -> j.variant().mutant()).containsOnly(true);
        assertThat(jobs).extracting(CampaignJob::id).doesNotHaveDuplicates();
        assertThat(jobs)
                .hasSize(3
                        * (int) Scenarios.variants().stream()
                                .filter(Variant::mutant)
                                .count());
        assertThat(jobs).allSatisfy(j -> assertThat(j.time()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(40)));
    }

    @Test
    void all_correct_variants_are_selected_with_workers_if_a_fault_needs_them() {
        List<CampaignJob> jobs = JobSelection.correct(Scenarios.variants(), JobSelection.allByAll(), 1, 1, TIME);

        assertThat(jobs).extracting(j -> j.variant().mutant()).containsOnly(false);
        assertThat(jobs).allSatisfy(j -> assertThat(j.clientJvms() > 0)
                .isEqualTo(
                        j.faultsText().contains("client-kill") || j.faultsText().contains("client-pause")));
        assertThat(jobs)
                .extracting(CampaignJob::faultsText)
                .contains("partition", "partition,client-partition,session-expiry,kill,pause");
    }

    @Test
    void mutant_runs_with_its_demands_and_defaults_for_the_rest() {
        Variant variant = new Variant(
                "lock",
                "odd",
                "",
                List.of(ExpectedAnomaly.of("audit/tree-differs")),
                "x",
                Map.of(),
                false,
                List.of(),
                RunDemands.ofFaults("kill").clients(7));

        CampaignJob job = JobSelection.mutants(List.of(variant), 4, 1, TIME).get(0);

        assertThat(job).isEqualTo(new CampaignJob(variant, 4, List.of("kill"), TIME, 7, 0, 3));
    }

    @Test
    void scale_out_of_range_is_refused() {
        System.setProperty("stampede.scale", "0");
        try {
            assertThatThrownBy(JobSelection::scale).hasMessageContaining("expected -Dstampede.scale=1 to 1000");
        } finally {
            System.clearProperty("stampede.scale");
        }
    }
}
