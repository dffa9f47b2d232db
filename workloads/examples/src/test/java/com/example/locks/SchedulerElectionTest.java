package com.example.locks;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** The project elects its scheduler with Curator's LeaderLatch. */
class SchedulerElectionTest {
    @Smoke
    @ChaosTest
    void one_client_schedules_while_sessions_expire(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(leaderLatch("/scheduler").clients(4).tenure(millis(300)))
                .nemesis(sessionExpiry(HOLDER).every(seconds(3)))
                .checking(singleMaster(), recovery())
                .requiring(atLeast(1, SESSION_EXPIRIES))
                .runFor(seconds(8));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 20)
    void one_client_schedules_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(leaderLatch("/scheduler").clients(6).tenure(millis(300)))
                .faults("partition", "session-expiry", "kill", "pause")
                .checking(singleMaster(), recovery())
                .runFor(minutes(1));
        assertThat(run).isValid();
    }
}
