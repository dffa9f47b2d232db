package dev.stampede.workloads.scenario.counter;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** The correct variants of the counter keep their promises, except for declared findings. */
class CounterIT {
    private static final String[] ALL_FAULTS = {
        "partition", "client-partition", "session-expiry", "kill", "pause", "client-kill", "client-pause"
    };

    @Smoke
    @ChaosTest(seeds = 3)
    void increments_count_once_although_replies_are_lost(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("counter", "naive").clients(6))
                .faults("client-partition:answers", "session-expiry")
                .requiring(atLeast(60, operations("increment")), atLeast(10, operations("get-count")))
                .runFor(seconds(8));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F3")
    void increments_of_an_atomic_long_count_twice_when_a_reply_is_lost(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(apart("distributed-atomic-long"))
                .faults("client-partition:answers", "kill")
                .runFor(seconds(30));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F3")
    void increments_of_a_promoted_atomic_long_count_twice_when_a_reply_is_lost(Chaos chaos)
            throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(apart("distributed-atomic-long-promoted"))
                .faults("client-partition:answers", "kill")
                .runFor(seconds(30));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F4")
    void attempts_of_a_shared_count_report_a_failure_when_a_reply_is_lost(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(apart("shared-count"))
                .faults("client-partition:answers", "kill")
                .runFor(seconds(30));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void counters_of_curator_keep_their_promises_without_faults(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(
                        workload("counter", "distributed-atomic-long-promoted").clients(8))
                .runFor(seconds(15));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 5)
    void increments_count_once_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("counter", "naive").clients(6).inWorkers(3))
                .faults(ALL_FAULTS)
                .runFor(seconds(60));
        assertThat(run).isValid();
    }

    /** As many counters as clients: most requests are writes that take effect, and a fault finds some of them in transit. */
    private static Workload apart(String variant) {
        return workload("counter", variant)
                .clients(8)
                .with("objects", "8")
                .with("hot.percent", "0")
                .with("life.millis", "600000")
                .with("get.percent", "10")
                .with("think.millis", "2");
    }
}
