package com.example.counters;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserCounter;
import org.apache.curator.framework.CuratorFramework;

class TicketsTest {
    public static final class Tested extends Tickets implements UserCounter {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void each_ticket_is_issued_once_although_answers_are_lost(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(counter(Tested.class)).nemesis(lostAnswers(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
