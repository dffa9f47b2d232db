package dev.stampede.workloads.scenario.watches;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/**
 * Watches report the changes they cover, and the servers remove what they must, on members with the demanded settings.
 */
class WatchesIT {
    private static final String[] ALL_FAULTS = {"partition", "client-partition", "session-expiry", "kill", "pause"};

    @Smoke
    @ChaosTest
    void watches_and_removals_keep_their_promises_when_sessions_end(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveWatches().clients(3))
                        .faults("session-expiry")
                        .requiring(
                                atLeast(1, SESSION_EXPIRIES),
                                atLeast(50, operations("triggered")),
                                atLeast(2, operations("createTtl")),
                                atLeast(2, operations("enterContainer")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void naive_variant_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveWatches().clients(5))
                        .faults(ALL_FAULTS)
                        .requiring(atLeast(500, operations("triggered")))
                        .runFor(seconds(60)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void ephemerals_of_clients_that_die_with_their_jvm_vanish_in_time(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveWatches().clients(6).inWorkers(3))
                        .faults("client-kill", "client-pause", "partition")
                        .runFor(seconds(60)))
                .isValid();
    }
}
