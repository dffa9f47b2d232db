package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
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
    void all_ensemble_mutants_are_selected_each_with_a_correct_variant_that_has_the_checks() {
        List<CampaignJob> jobs = JobSelection.ensembleMutants(EnsembleMutants.all(), Scenarios.variants(), 1, 2, TIME);

        assertThat(EnsembleMutants.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(EnsembleMutants.all()).extracting(EnsembleMutant::name).doesNotHaveDuplicates();
        assertThat(jobs).hasSize(2 * EnsembleMutants.all().size());
        assertThat(jobs).extracting(CampaignJob::id).doesNotHaveDuplicates();
        assertThat(jobs).allSatisfy(job -> {
            assertThat(job.faults()).isEmpty();
            assertThat(Scenarios.variants())
                    .filteredOn(variant -> variant.recipe().equals(job.variant().recipe()))
                    .singleElement()
                    .matches(variant -> !variant.mutant());
            assertThat(job.variant().checks())
                    .extracting(CheckSpec::check)
                    .containsAll(job.variant().expected().stream()
                            .map(ExpectedAnomaly::check)
                            .toList());
        });
    }

    @Test
    void ensemble_mutant_of_an_unknown_variant_is_rejected() {
        List<EnsembleMutant> mutants = EnsembleMutants.all().subList(0, 1);

        assertThatThrownBy(() -> JobSelection.ensembleMutants(mutants, List.of(), 1, 1, TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a variant registers/naive for the ensemble mutant lowers-zxid, found none");
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
