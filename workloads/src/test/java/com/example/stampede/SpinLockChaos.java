package com.example.stampede;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;

/** A user's chaos tests, which say how the interfaces of tests are used; named so that only the user's build runs them. */
public class SpinLockChaos {
    @Nightly
    @ChaosTest(seeds = 3)
    void lock_is_exclusive_while_the_leader_is_cut_off(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .zookeeper("client")
                .workload(lock(SpinLock.class).clients(5).holding(millis(20)))
                .nemesis(
                        partition(LEADER).lasting(seconds(4)).every(seconds(8)),
                        sessionExpiry(HOLDER).every(seconds(5)),
                        kill(FOLLOWER).startingAt(seconds(2)),
                        fault("client-pause:one").at(client(0)))
                .checking(mutualExclusion(), recovery(), check("guarantees"))
                .requiring(atLeast(1, PARTITIONS), atLeast(1, faults("kill")), atLeast(50, operations("acquire")))
                .runFor(minutes(1));
        assertThat(run).isValid();
    }

    @ChaosTest
    void election_is_judged_in_worker_jvms(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(5)
                .workload(leaderLatch("/election").clients(3).inWorkers(3).tenure(seconds(1)))
                .faults("partition", "client-pause")
                .checking(singleMaster())
                .runFor(seconds(20));
        assertThat(run).isValid().hasCaveat("single-master", "disciplined-overlap");
    }
}
