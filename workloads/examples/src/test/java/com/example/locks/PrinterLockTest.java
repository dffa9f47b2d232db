package com.example.locks;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Smoke;

class PrinterLockTest {
    @Smoke
    @ChaosTest
    void one_client_prints_at_a_time_while_the_leader_is_cut_off(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(lock(PrinterLock.class).clients(4).holding(millis(20)))
                .nemesis(partition(LEADER).lasting(seconds(3)))
                .requiring(atLeast(1, PARTITIONS), atLeast(20, ACQUIRES))
                .runFor(seconds(6));
        assertThat(run).isValid();
    }
}
