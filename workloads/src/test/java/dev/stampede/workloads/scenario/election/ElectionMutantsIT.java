package dev.stampede.workloads.scenario.election;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Elections that are broken on purpose are found out, for the right reason. */
class ElectionMutantsIT {
    private static ChaosRun run(Chaos chaos, String mutant, int time, String... faults) throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(Workload.of("election", mutant).clients(3))
                .faults(faults)
                .runFor(seconds(time));
    }

    @Smoke
    @ChaosTest
    void never_rechecks_is_the_master_again_without_looking(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "never-rechecks", 16, "session-expiry:cut@holder"))
                .isInvalidBecauseOf("single-master", "stale-belief");
    }

    @Smoke
    @ChaosTest
    void stale_latch_leads_on_by_the_znode_of_its_old_session(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "stale-latch", 14, "session-expiry:faked@holder"))
                .isInvalidBecauseOf("single-master", "foreign-grant");
    }

    @Nightly
    @ChaosTest
    void undated_binding_makes_yesterdays_master_todays(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "undated-binding", 12)).isInvalidBecauseOf("day-change", "binding-of-another-day");
    }

    @Nightly
    @ChaosTest
    void stays_over_midnight_is_the_master_of_a_day_that_is_over(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "stays-over-midnight", 9)).isInvalidBecauseOf("day-change", "overstayed");
    }

    @Nightly
    @ChaosTest
    void persistent_binding_leaves_nobody_the_master(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "persistent-binding", 15)).isInvalidBecauseOf("re-election", "masterless");
    }

    @Nightly
    @ChaosTest
    void recreates_binding_never_doubts(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "recreates-binding", 16, "session-expiry:cut@holder"))
                .isInvalidBecauseOf("single-master", "undisciplined");
    }
}
