package dev.stampede.workloads.scenario.balancing;

import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Load balancing that is broken on purpose is found out, for the right reason. */
class BalancingMutantsIT {

    @Nightly
    @ChaosTest
    void persistent_registration_outlives_its_backend(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("load-balancing", "persistent-registration")
                                .clients(5))
                        .runFor(seconds(18)))
                .isInvalidBecauseOf("balancing", "outlived");
    }

    @Nightly
    @ChaosTest
    void registers_once_does_not_come_back_after_an_expiry(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(
                                Workload.of("load-balancing", "registers-once").clients(5))
                        .faults("session-expiry:close")
                        .runFor(seconds(25)))
                .isInvalidBecauseOf("balancing", "not-registered-again");
    }

    @Nightly
    @ChaosTest
    void keeps_list_holds_old_addresses_after_its_session_has_ended(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("load-balancing", "keeps-list").clients(5))
                        .faults("session-expiry:close")
                        .runFor(seconds(20)))
                .isInvalidBecauseOf("balancing", "stale-address");
    }

    @Nightly
    @ChaosTest
    void watches_once_holds_old_addresses(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("load-balancing", "watches-once").clients(5))
                        .runFor(seconds(14)))
                .isInvalidBecauseOf("balancing", "stale-address");
    }

    @Smoke
    @Nightly
    @ChaosTest
    void mixes_addresses_lists_what_nobody_wrote(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(
                                Workload.of("load-balancing", "mixes-addresses").clients(5))
                        .runFor(seconds(8)))
                .isInvalidBecauseOf("balancing", "never-existed");
    }

    @Smoke
    @Nightly
    @ChaosTest
    void never_decrements_picks_busy_backends(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(Workload.of("load-balancing", "never-decrements")
                                .clients(5))
                        .runFor(seconds(6)))
                .isInvalidBecauseOf("fair-share", "not-least-used");
    }
}
