package com.example.services;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserRegistry;
import org.apache.curator.framework.CuratorFramework;

class DirectoryTest {
    public static final class Tested extends Directory implements UserRegistry {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void services_are_found_while_sessions_expire(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(registry(Tested.class)).nemesis(sessionExpiry(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
