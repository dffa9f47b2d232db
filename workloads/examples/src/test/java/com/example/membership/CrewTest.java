package com.example.membership;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserMembership;
import org.apache.curator.framework.CuratorFramework;

class CrewTest {
    public static final class Tested extends Crew implements UserMembership {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void every_client_knows_its_crew_while_sessions_expire(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(membership(Tested.class)).nemesis(sessionExpiry(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
