package com.example.locks;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;

class ArchiveTest {
    @Nightly
    @ChaosTest
    void no_client_reads_while_another_one_sorts(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(readWriteLock(Archive.class)).nemesis(partition(LEADER));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
