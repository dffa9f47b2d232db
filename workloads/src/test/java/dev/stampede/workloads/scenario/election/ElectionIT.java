package dev.stampede.workloads.scenario.election;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of the election keep their promises. */
class ElectionIT {

    @Smoke
    @ChaosTest(seeds = 3)
    void the_naive_election_has_a_single_master_under_partitions_and_expiries(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveElection().clients(4))
                        .faults("partition", "session-expiry")
                        .requiring(atLeast(10, operations("acquire")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Smoke
    @ChaosTest(seeds = 3)
    void leader_latch_has_a_single_master_while_members_are_killed(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(leaderLatch("/elections/a").clients(4))
                        .faults("kill")
                        .requiring(atLeast(100, operations("sample")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Smoke
    @ChaosTest(seeds = 3)
    void leader_selector_has_a_single_master_while_clients_are_cut_off(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(leaderSelector("/elections/a").clients(4))
                        .faults("client-partition")
                        .requiring(atLeast(10, operations("acquire")))
                        .runFor(seconds(10)))
                .isValid();
    }
}
