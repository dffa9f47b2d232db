package dev.stampede.workloads.scenario.configuration;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** The correct variants of configuration management keep their promises. */
class ConfigurationIT {
    private static final String[] ALL_FAULTS = {"partition", "client-partition", "session-expiry", "kill", "pause"};

    @Smoke
    @ChaosTest
    void every_change_reaches_every_client_under_partitions_and_expiries(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveConfiguration().clients(5))
                        .faults("partition", "session-expiry")
                        .requiring(atLeast(1, PARTITIONS), atLeast(30, operations("setData")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Smoke
    @ChaosTest
    void curator_cache_is_up_to_date_after_clients_were_cut_off(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(curatorCache().clients(5))
                        .faults("client-partition")
                        .requiring(atLeast(30, operations("setData")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void naive_variant_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, naiveConfiguration());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void curator_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, curatorCache());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void node_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, nodeCache());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void shared_value_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, sharedValue());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void persistent_watcher_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, persistentWatcher());
    }

    /** A retried write may be applied twice; each is a caveat. */
    @Nightly
    @ChaosTest(seeds = 3)
    void curator_framework_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, workload("configuration", "curator-framework"));
    }

    private static void keepsItsPromises(Chaos chaos, Workload workload) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload.clients(5))
                        .faults(ALL_FAULTS)
                        .requiring(atLeast(100, operations("view")))
                        .runFor(seconds(60)))
                .isValid();
    }
}
