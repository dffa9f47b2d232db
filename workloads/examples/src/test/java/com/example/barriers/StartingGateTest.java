package com.example.barriers;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserBarrier;
import org.apache.curator.framework.CuratorFramework;

class StartingGateTest {
    public static final class Tested extends StartingGate implements UserBarrier {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void members_start_together_while_the_leader_is_cut_off(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(barrier(Tested.class)).nemesis(partition(LEADER));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
