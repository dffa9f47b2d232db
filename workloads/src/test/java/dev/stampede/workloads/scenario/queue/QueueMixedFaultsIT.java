package dev.stampede.workloads.scenario.queue;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;

/** Every variant of the queue under all faults. */
@Nightly
class QueueMixedFaultsIT {
    private static ChaosRun run(Chaos chaos, String form) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(workload("queue", form))
                .faults(JobSelection.mixed().toArray(String[]::new))
                .requiring(atLeast(20, operations("enqueue")))
                .runFor(seconds(20));
    }

    @ChaosTest(seeds = 3)
    void naive(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "naive")).isValid();
    }

    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F5")
    @KnownFinding("STAMPEDE-F6")
    void simple_distributed_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "simple-distributed-queue")).isValid();
    }

    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F6")
    @KnownFinding("STAMPEDE-F7")
    @KnownFinding("STAMPEDE-F8")
    void distributed_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "distributed-queue")).isValid();
    }

    @ChaosTest(seeds = 3)
    void distributed_queue_with_locks(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "distributed-queue-with-locks")).isValid();
    }

    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F6")
    @KnownFinding("STAMPEDE-F7")
    @KnownFinding("STAMPEDE-F8")
    void distributed_id_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "distributed-id-queue")).isValid();
    }

    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F6")
    @KnownFinding("STAMPEDE-F7")
    @KnownFinding("STAMPEDE-F8")
    void distributed_priority_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "distributed-priority-queue")).isValid();
    }

    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F6")
    @KnownFinding("STAMPEDE-F7")
    @KnownFinding("STAMPEDE-F8")
    void distributed_delay_queue(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "distributed-delay-queue")).isValid();
    }

    @ChaosTest(seeds = 3)
    void clients_in_workers_that_are_killed_and_paused_too(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("queue", "naive").inWorkers(3))
                        .faults(JobSelection.mixedWithWorkers().toArray(String[]::new))
                        .requiring(atLeast(20, operations("enqueue")))
                        .runFor(seconds(20)))
                .isValid();
    }
}
