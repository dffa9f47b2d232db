package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which runs a campaign is of. */
class JobSelectionTest {
    private static final Duration TIME = Duration.ofSeconds(25);

    @Test
    void mutants_are_all_there_with_what_they_need_within_25_seconds() {
        List<CampaignJob> jobs = JobSelection.mutants(Scenarios.all(), 1, 3, TIME);

        assertThat(jobs).extracting(j -> j.variant().mutant()).containsOnly(true);
        assertThat(jobs).extracting(CampaignJob::id).doesNotHaveDuplicates();
        assertThat(jobs)
                .hasSize(3
                        * (int) Scenarios.all().stream()
                                .flatMap(s -> s.variants().stream())
                                .filter(Variant::mutant)
                                .count());
        assertThat(jobs).allSatisfy(j -> assertThat(j.time()).isBetween(Duration.ofSeconds(1), TIME));
    }

    @Test
    void forms_are_all_there_and_live_in_workers_where_a_fault_needs_it() {
        List<CampaignJob> jobs = JobSelection.forms(Scenarios.all(), JobSelection.allByAll(), 1, 1, TIME);

        assertThat(jobs).extracting(j -> j.variant().mutant()).containsOnly(false);
        assertThat(jobs).allSatisfy(j -> assertThat(j.clientJvms() > 0)
                .isEqualTo(
                        j.faultsText().contains("client-kill") || j.faultsText().contains("client-pause")));
        assertThat(jobs)
                .extracting(CampaignJob::faultsText)
                .contains("partition", "partition,client-partition,session-expiry,kill,pause");
    }

    @Test
    void option_of_a_mutant_that_a_campaign_does_not_know_is_refused() {
        Variant variant =
                new Variant("lock", "odd", "", true, "x", Map.of(), false, List.of(), List.of("--zookeeper", "3.6.4"));

        assertThatThrownBy(() -> MutantDemands.of(variant, TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lock/odd has the option --zookeeper; a campaign knows --faults, --time, --clients,"
                        + " --client-jvms and --members");
    }

    @Test
    void scale_that_is_out_of_range_is_refused() {
        System.setProperty("stampede.scale", "0");
        try {
            assertThatThrownBy(JobSelection::scale).hasMessageContaining("expected -Dstampede.scale=1 to 1000");
        } finally {
            System.clearProperty("stampede.scale");
        }
    }
}
