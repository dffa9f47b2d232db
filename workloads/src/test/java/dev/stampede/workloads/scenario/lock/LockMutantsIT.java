package dev.stampede.workloads.scenario.lock;

import static dev.stampede.nemesis.fault.Target.HOLDER;
import static dev.stampede.nemesis.plan.Faults.clientPause;
import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.millis;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Locks that are broken on purpose are found out, for the right reason. */
class LockMutantsIT {

    @Smoke
    @ChaosTest
    void persistent_node_is_never_granted_again(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("lock", "persistent-node").clients(3))
                        .faults("session-expiry:close@holder")
                        .runFor(seconds(8)))
                .isInvalidBecauseOf("recovery", "no-progress");
    }

    @Smoke
    @ChaosTest
    void never_doubts_relies_on_its_hold_while_it_is_disconnected(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("lock", "never-doubts").clients(3))
                        .faults("kill:random@member-of-holder")
                        .runFor(seconds(14)))
                .isInvalidBecauseOf("mutual-exclusion", "undisciplined");
    }

    @Smoke
    @ChaosTest
    void careless_release_deletes_the_znode_of_another_holder(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("lock", "careless-release").clients(4))
                        .faults("session-expiry:close@holder")
                        .runFor(seconds(10)))
                .isInvalidBecauseOf("mutual-exclusion", "foreign-delete");
    }

    @Smoke
    @ChaosTest
    void unfenced_writes_after_it_was_paused_beyond_its_session(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("lock", "unfenced")
                                .clients(3)
                                .inWorkers(3)
                                .holding(millis(150)))
                        .nemesis(clientPause(HOLDER).lasting(seconds(6)).every(seconds(9)))
                        .runFor(seconds(18)))
                .isInvalidBecauseOf("mutual-exclusion", "stale-write");
    }
}
