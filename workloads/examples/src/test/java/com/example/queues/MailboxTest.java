package com.example.queues;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.user.UserQueue;
import org.apache.curator.framework.CuratorFramework;

class MailboxTest {
    public static final class Tested extends Mailbox implements UserQueue {
        public Tested(CuratorFramework curator) {
            super(curator);
        }
    }

    @Nightly
    @ChaosTest
    void each_letter_is_taken_once_although_answers_are_lost(Chaos chaos) throws InterruptedException {
        var run = chaos.ensembleOf(3).workload(queue(Tested.class)).nemesis(lostAnswers(RANDOM_CLIENT));
        assertThat(run.runFor(seconds(15))).isValid();
    }
}
