package dev.stampede.workloads.scenario.lock;

import static dev.stampede.nemesis.fault.Target.HOLDER;
import static dev.stampede.nemesis.plan.Faults.clientPause;
import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.millis;
import static dev.stampede.workloads.junit.Times.seconds;
import static dev.stampede.workloads.junit.Workload.of;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Smoke;

/** Locks that are broken on purpose are found out, for the right reason. */
class LockMutantsIT {

    @Smoke
    @ChaosTest
    void persistent_node_outlives_its_session(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(of("lock", "persistent-node").clients(3))
                        .faults("session-expiry:close@holder")
                        .runFor(seconds(8)))
                .isInvalidBecauseOf("mutual-exclusion", "outlives-session");
    }

    @Smoke
    @ChaosTest
    void never_doubts_relies_on_its_hold_while_it_is_cut_off(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(of("lock", "never-doubts").clients(3))
                        .faults("client-partition:all@holder")
                        .runFor(seconds(14)))
                .isInvalidBecauseOf("mutual-exclusion", "undisciplined");
    }

    @Smoke
    @ChaosTest
    void careless_release_deletes_the_znode_of_another_holder(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(of("lock", "careless-release").clients(4))
                        .faults("session-expiry:close@holder")
                        .runFor(seconds(10)))
                .isInvalidBecauseOf("mutual-exclusion", "foreign-delete");
    }

    @Smoke
    @ChaosTest
    void unfenced_writes_after_it_was_paused_beyond_its_session(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(of("lock", "unfenced").clients(3).inWorkers(3).holding(millis(150)))
                        .nemesis(clientPause(HOLDER).lasting(seconds(6)).every(seconds(9)))
                        .runFor(seconds(18)))
                .isInvalidBecauseOf("mutual-exclusion", "stale-write");
    }
}
