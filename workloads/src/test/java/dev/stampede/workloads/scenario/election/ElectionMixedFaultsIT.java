package dev.stampede.workloads.scenario.election;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;

/** Every variant of the election under all faults. */
@Nightly
class ElectionMixedFaultsIT {
    private static ChaosRun run(Chaos chaos, String form) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(workload("election", form))
                .faults(JobSelection.mixed().toArray(String[]::new))
                .runFor(seconds(20));
    }

    @ChaosTest(seeds = 5)
    void naive(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "naive")).isValid();
    }

    @ChaosTest(seeds = 5)
    void leader_latch(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "leader-latch")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    void leader_selector(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "leader-selector")).isValid();
    }

    @ChaosTest(seeds = 5)
    void clients_in_workers_that_are_killed_and_paused_too(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("election", "naive").inWorkers(3))
                        .faults(JobSelection.mixedWithWorkers().toArray(String[]::new))
                        .runFor(seconds(20)))
                .isValid();
    }
}
