package dev.stampede.workloads.scenario.lock;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;

/** Every variant of the lock under all faults. */
@Nightly
class LockMixedFaultsIT {
    private static ChaosRun run(Chaos chaos, String form) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(workload("lock", form))
                .faults(JobSelection.mixed().toArray(String[]::new))
                .requiring(atLeast(20, ACQUIRES))
                .runFor(seconds(20));
    }

    @ChaosTest(seeds = 5)
    void naive(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "naive")).isValid();
    }

    @ChaosTest(seeds = 5)
    void fair_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "fair-queue")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    void inter_process_mutex(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "inter-process-mutex")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    void inter_process_semaphore_mutex(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "inter-process-semaphore-mutex")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    void inter_process_read_write_lock(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "inter-process-read-write-lock")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    @KnownFinding("STAMPEDE-F1")
    void inter_process_multi_lock(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "inter-process-multi-lock")).isValid();
    }

    @ChaosTest(seeds = 5)
    @KnownFinding("CURATOR-604")
    void inter_process_semaphore_v2(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "inter-process-semaphore-v2")).isValid();
    }

    @ChaosTest(seeds = 5)
    void clients_in_workers_that_are_killed_and_paused_too(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("lock", "fair-queue").inWorkers(3))
                        .faults(JobSelection.mixedWithWorkers().toArray(String[]::new))
                        .requiring(atLeast(20, ACQUIRES))
                        .runFor(seconds(20)))
                .isValid();
    }
}
