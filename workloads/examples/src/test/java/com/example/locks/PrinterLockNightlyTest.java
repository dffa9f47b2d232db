package com.example.locks;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;

/** The same lock under faults of all kinds. */
class PrinterLockNightlyTest {
    @Nightly
    @ChaosTest(seeds = 20)
    void one_client_prints_at_a_time_under_all_faults_at_once(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(lock(PrinterLock.class).clients(6).holding(millis(20)))
                .faults("partition", "session-expiry", "kill", "pause")
                .requiring(atLeast(100, ACQUIRES))
                .runFor(minutes(1));
        assertThat(run).isValid();
    }
}
