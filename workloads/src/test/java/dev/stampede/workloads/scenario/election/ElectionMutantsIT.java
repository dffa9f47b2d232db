package dev.stampede.workloads.scenario.election;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Elections that are broken on purpose are found out, for the right reason. */
class ElectionMutantsIT {

    @Smoke
    @ChaosTest
    void never_rechecks_is_the_master_again_without_looking(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("election", "never-rechecks").clients(3))
                        .faults("session-expiry:cut@holder")
                        .runFor(seconds(16)))
                .isInvalidBecauseOf("single-master", "stale-belief");
    }

    @Smoke
    @ChaosTest
    void stale_latch_leads_on_by_the_znode_of_its_old_session(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("election", "stale-latch").clients(3))
                        .faults("session-expiry:faked@holder")
                        .runFor(seconds(14)))
                .isInvalidBecauseOf("single-master", "foreign-grant");
    }
}
