package dev.stampede.workloads.scenario.notification;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of notification keep their promises. */
class NotificationIT {

    @Smoke
    @ChaosTest
    void tasks_are_answered_once_and_their_statuses_seen_while_clients_are_cut_off(Chaos chaos)
            throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("notification", "naive").clients(4))
                        .faults("client-partition")
                        .requiring(atLeast(10, operations("assign")), atLeast(10, operations("answer")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Smoke
    @ChaosTest
    void everything_is_read_again_after_a_reconnect_of_the_persistent_watcher(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("notification", "persistent-watcher").clients(4))
                        .faults("client-partition")
                        .requiring(atLeast(10, operations("assign")), atLeast(10, operations("answer")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void naive_variant_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, "naive");
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void persistent_watcher_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, "persistent-watcher");
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void curator_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, "curator-cache");
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void workers_and_coordinators_die_with_their_jvm_and_begin_again(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("notification", "naive").clients(6).inWorkers(3))
                        .faults("client-kill", "client-pause", "partition")
                        .requiring(atLeast(50, operations("answer")))
                        .runFor(seconds(60)))
                .isValid();
    }

    private static void keepsItsPromises(Chaos chaos, String variant) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload("notification", variant).clients(5))
                        .faults(JobSelection.mixed().toArray(String[]::new))
                        .requiring(atLeast(50, operations("answer")))
                        .runFor(seconds(60)))
                .isValid();
    }
}
