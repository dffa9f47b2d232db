package dev.stampede.workloads.scenario.lock;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The correct variants of the lock keep their promises. */
class LockIT {

    @Smoke
    @ChaosTest(seeds = 3)
    void never_grants_the_lock_twice_while_the_leader_is_cut_off(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                // CURATOR-604 needs longer runs; the nightly tests show it.
                .workload(interProcessMutex("/locks/a")
                        .clients(5)
                        .holding(millis(20))
                        .with("patience.millis", "1000"))
                .nemesis(partition(LEADER).lasting(seconds(4)).every(seconds(8)))
                .checking(mutualExclusion(), recovery(), guarantees(), audit())
                .requiring(atLeast(1, PARTITIONS), atLeast(50, ACQUIRES))
                .runFor(seconds(9));
        assertThat(run).isValid();
    }

    @Smoke
    @ChaosTest(seeds = 3)
    void the_naive_lock_is_exclusive_under_partitions_and_expiries(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveLock().clients(5))
                .faults("partition", "session-expiry")
                .requiring(atLeast(1, PARTITIONS), atLeast(1, SESSION_EXPIRIES), atLeast(30, ACQUIRES))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest
    void the_fair_queue_serves_in_order_and_wakes_every_waiter_under_expiries(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(fairQueue().clients(5))
                .faults("session-expiry")
                .requiring(atLeast(1, SESSION_EXPIRIES), atLeast(30, ACQUIRES))
                .runFor(seconds(12));
        assertThat(run).isValid();
    }

    @Smoke
    @ChaosTest
    void a_users_own_lock_is_judged_like_any_other(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(lock(MyLock.class).clients(4))
                .faults("client-partition")
                .requiring(atLeast(30, ACQUIRES))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    @Smoke
    @ChaosTest
    void a_holder_that_is_paused_beyond_its_session_writes_nothing_stale_with_its_token(Chaos chaos)
            throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(naiveLock().clients(3).inWorkers(3).holding(millis(150)))
                .nemesis(clientPause(HOLDER).lasting(seconds(6)).every(seconds(9)))
                .requiring(atLeast(20, ACQUIRES))
                .runFor(seconds(10));
        assertThat(run).isValid().hasCaveat("mutual-exclusion", "disciplined-overlap");
    }
}
