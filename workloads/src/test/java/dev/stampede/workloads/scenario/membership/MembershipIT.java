package dev.stampede.workloads.scenario.membership;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.junit.Workload;

/** The correct variants of group membership keep their promises. */
class MembershipIT {
    private static final String[] ALL_FAULTS = {"partition", "client-partition", "session-expiry", "kill", "pause"};

    @Smoke
    @ChaosTest
    void members_join_again_after_their_session_has_ended_and_every_view_follows(Chaos chaos)
            throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveMembership().clients(4))
                        .faults("session-expiry")
                        .requiring(atLeast(1, SESSION_EXPIRIES), atLeast(4, operations("joinGroup")))
                        .runFor(seconds(10)))
                .isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void naive_variant_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, naiveMembership());
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void path_children_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, workload("membership", "path-children-cache"));
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void tree_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, workload("membership", "tree-cache"));
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void curator_cache_keeps_its_promises_under_all_faults(Chaos chaos) throws InterruptedException {
        keepsItsPromises(chaos, workload("membership", "curator-cache"));
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void members_die_with_their_jvm_and_join_again(Chaos chaos) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(naiveMembership().clients(6).inWorkers(3))
                        .faults("client-kill", "client-pause", "partition")
                        .runFor(seconds(60)))
                .isValid();
    }

    private static void keepsItsPromises(Chaos chaos, Workload workload) throws InterruptedException {
        assertThat(chaos.ensembleOf(3)
                        .workload(workload.clients(5))
                        .faults(ALL_FAULTS)
                        .requiring(atLeast(50, operations("members")))
                        .runFor(seconds(60)))
                .isValid();
    }
}
