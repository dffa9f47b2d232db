package dev.stampede.workloads.scenario.naming;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of the naming service keep their promises. */
class NamingIT {

    @Smoke
    @ChaosTest(seeds = 3)
    void names_have_one_owner_and_its_last_uri(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveNaming().clients(5))
                .faults("client-partition", "session-expiry")
                .requiring(
                        atLeast(20, operations("register")),
                        atLeast(20, operations("synced-look-up")),
                        atLeast(20, operations("next-id")))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    @Smoke
    @ChaosTest
    void ids_of_an_atomic_long_are_unique(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(atomicLongIds().clients(4))
                .faults("client-partition")
                .requiring(atLeast(50, operations("next-id")))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    /**
     * {@code ServiceDiscoveryImpl} registers its services again on RECONNECTED, and a registration that finds its znode
     * there deletes it and creates it again: the name of a live service does not exist for a moment.
     */
    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F2")
    void names_of_service_discovery_are_registered_again_at_each_reconnect(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(namesByServiceDiscovery().clients(5))
                .faults("client-partition", "session-expiry")
                .requiring(atLeast(20, operations("change")))
                .runFor(seconds(20));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 5)
    void names_keep_their_promises_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveNaming().clients(6).inWorkers(3))
                .faults(
                        "partition",
                        "client-partition",
                        "session-expiry",
                        "kill",
                        "pause",
                        "client-kill",
                        "client-pause")
                .runFor(seconds(60));
        assertThat(run).isValid();
    }
}
