package dev.stampede.workloads.scenario.lock;

import static dev.stampede.nemesis.fault.Target.HOLDER;
import static dev.stampede.nemesis.plan.Faults.clientPause;
import static dev.stampede.workloads.junit.ChaosAssertions.assertThat;
import static dev.stampede.workloads.junit.Times.millis;
import static dev.stampede.workloads.junit.Times.seconds;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** Locks that are broken on purpose are found out, for the right reason. */
class LockMutantsIT {
    private static ChaosRun run(Chaos chaos, String mutant, int clients, int time, String... faults)
            throws InterruptedException {
        return chaos.ensembleOf(3)
                .workload(Workload.of("lock", mutant).clients(clients))
                .faults(faults)
                .runFor(seconds(time));
    }

    @Smoke
    @ChaosTest
    void persistent_node_is_never_granted_again(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "persistent-node", 3, 8, "session-expiry:close@holder"))
                .isInvalidBecauseOf("recovery", "no-progress");
    }

    @Smoke
    @ChaosTest
    void never_doubts_relies_on_its_hold_while_it_is_disconnected(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "never-doubts", 3, 14, "kill:random@member-of-holder"))
                .isInvalidBecauseOf("mutual-exclusion", "undisciplined");
    }

    @Smoke
    @ChaosTest
    void careless_release_deletes_the_znode_of_another_holder(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "careless-release", 4, 10, "session-expiry:close@holder"))
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

    @Nightly
    @ChaosTest
    void watches_nothing_sleeps_for_ever(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "watches-nothing", 3, 12)).isInvalidBecauseOf("wake-up", "lost-wake-up");
    }

    @Nightly
    @ChaosTest
    void watches_too_late_sleeps_for_ever(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "watches-too-late", 2, 12)).isInvalidBecauseOf("wake-up", "lost-wake-up");
    }

    @Nightly
    @ChaosTest
    void lists_before_it_queues_is_granted_twice(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "lists-before-it-queues", 4, 10))
                .isInvalidBecauseOf("mutual-exclusion", "server-overlap");
    }

    @Nightly
    @ChaosTest
    void reuses_node_is_granted_the_lock_by_a_dying_session(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "reuses-node", 5, 20, "session-expiry:faked@holder"))
                .isInvalidBecauseOf("mutual-exclusion", "foreign-grant");
    }

    @Nightly
    @ChaosTest
    void forgets_its_depth_gives_up_what_it_still_holds(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "forgets-its-depth", 3, 8)).isInvalidBecauseOf("reentrancy", "released-too-early");
    }

    @Nightly
    @ChaosTest
    void wrong_prefix_lets_a_writer_in_among_readers(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "wrong-prefix", 4, 5)).isInvalidBecauseOf("mutual-exclusion", "server-overlap");
    }

    @Nightly
    @ChaosTest
    void miscounts_leases_grants_one_too_many(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "miscounts-leases", 5, 8)).isInvalidBecauseOf("leases", "too-many-leases");
    }

    @Nightly
    @ChaosTest
    void abandons_its_place_leaks_leases(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "abandons-its-place", 6, 10)).isInvalidBecauseOf("leaks", "leaked-znode");
    }

    @Nightly
    @ChaosTest
    void keeps_the_first_holds_one_of_two(Chaos chaos) throws InterruptedException {
        assertThat(run(chaos, "keeps-the-first", 4, 10)).isInvalidBecauseOf("all-or-none", "partly-held");
    }
}
