package com.example.elections;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;

class SchedulerTest {
    @Nightly
    @ChaosTest
    void one_scheduler_leads_while_the_leader_is_cut_off(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(election(Scheduler.class)).nemesis(partition(LEADER));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
