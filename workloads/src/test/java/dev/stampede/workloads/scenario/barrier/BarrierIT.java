package dev.stampede.workloads.scenario.barrier;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of barriers keep their promises, except for declared findings. */
class BarrierIT {
    private static final String[] ALL_FAULTS = {
        "partition", "client-partition", "session-expiry", "kill", "pause", "client-kill", "client-pause"
    };

    @Smoke
    @ChaosTest(seeds = 3)
    void members_enter_and_leave_together(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "naive-double").clients(6))
                .faults("client-partition")
                .requiring(atLeast(10, operations("enter")), atLeast(6, operations("leave")))
                .runFor(seconds(8));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void no_client_passes_a_barrier_that_is_set(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "naive").clients(6))
                .faults("client-partition", "session-expiry", "kill")
                .runFor(seconds(30));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void no_client_passes_a_distributed_barrier_that_is_set(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "distributed-barrier").clients(6))
                .faults("client-partition", "session-expiry", "kill")
                .runFor(seconds(30));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("CURATOR-318")
    @KnownFinding("STAMPEDE-F9")
    void members_of_a_distributed_double_barrier_enter_without_those_who_gave_up_and_leave_before_the_last(Chaos chaos)
            throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "distributed-double-barrier")
                        .clients(6)
                        .with("hasty.percent", "50"))
                .runFor(seconds(20));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("GH-1290")
    @KnownFinding("CURATOR-318")
    @KnownFinding("STAMPEDE-F9")
    void member_of_a_distributed_double_barrier_whose_connection_is_lost_while_it_enters_waits_without_its_timeout(
            Chaos chaos) throws InterruptedException {
        // The group of clients 3 and 4 lacks a member. Each epoch begins while requests wait for the paused leader.
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "distributed-double-barrier")
                        .clients(5)
                        .with("epoch.millis", "1000")
                        .with("hasty.percent", "0"))
                .nemesis(pause(LEADER).lasting(seconds(3)).startingAt(seconds(3)))
                .runFor(seconds(40));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 5)
    void members_enter_and_leave_together_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("barrier", "naive-double").clients(6).inWorkers(3))
                .faults(ALL_FAULTS)
                .runFor(seconds(60));
        assertThat(run).isValid();
    }
}
