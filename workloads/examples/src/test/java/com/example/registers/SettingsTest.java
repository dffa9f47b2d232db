package com.example.registers;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserRegister;
import org.apache.curator.framework.CuratorFramework;

class SettingsTest {
    public static final class Tested extends Settings implements UserRegister {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void no_change_is_lost_although_answers_are_lost(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(register(Tested.class)).nemesis(lostAnswers(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
