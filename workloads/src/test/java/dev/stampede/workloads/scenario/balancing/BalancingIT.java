package dev.stampede.workloads.scenario.balancing;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of load balancing keep their promises. */
class BalancingIT {

    @Smoke
    @ChaosTest(seeds = 3)
    void dead_backends_leave_every_list_and_live_ones_come_back(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveBalancing().clients(5))
                .faults("session-expiry")
                .requiring(atLeast(100, operations("dispatch")), atLeast(3, operations("register")))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    @Smoke
    @ChaosTest
    void persistent_nodes_keep_backends_registered(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(persistentNodeBackends().clients(5))
                .faults("client-partition")
                .requiring(atLeast(100, operations("dispatch")), atLeast(3, operations("register")))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    /**
     * {@code ServiceDiscoveryImpl} registers its services again on RECONNECTED, and a registration that finds its znode
     * there deletes it and creates it again: a live backend is unregistered for a moment.
     */
    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F2")
    void backends_of_service_discovery_are_unregistered_at_each_reconnect(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("load-balancing", "service-cache").clients(5))
                .faults("client-partition")
                .requiring(atLeast(100, operations("dispatch")))
                .runFor(seconds(20));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 5)
    void backends_are_balanced_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveBalancing().clients(6).inWorkers(3))
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
