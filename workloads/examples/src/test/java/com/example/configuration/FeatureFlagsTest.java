package com.example.configuration;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserConfiguration;
import org.apache.curator.framework.CuratorFramework;

class FeatureFlagsTest {
    public static final class Tested extends FeatureFlags implements UserConfiguration {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void every_client_learns_the_flags_while_sessions_expire(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(configuration(Tested.class)).nemesis(sessionExpiry(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
