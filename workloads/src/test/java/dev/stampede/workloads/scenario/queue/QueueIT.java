package dev.stampede.workloads.scenario.queue;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.ChaosTest;
import dev.stampede.workloads.junit.KnownFinding;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;

/** Queues deliver each item, in order and in time. */
class QueueIT {

    @Smoke
    @ChaosTest(seeds = 3)
    void items_of_the_naive_queue_reach_a_consumer_in_order_while_clients_are_cut_off(Chaos chaos)
            throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("queue", "naive").clients(5))
                .faults("client-partition")
                .requiring(atLeast(20, operations("enqueue")), atLeast(20, operations("dequeue")))
                .runFor(seconds(10));
        assertThat(run).isValid();
    }

    /**
     * {@code SimpleDistributedQueue.internalElement} takes the NoNode of its own repeated delete for a delete of another
     * client, and {@code offer} repeats a create without protection.
     */
    @Nightly
    @ChaosTest(seeds = 3)
    @KnownFinding("STAMPEDE-F5")
    @KnownFinding("STAMPEDE-F6")
    void the_simple_queue_loses_and_doubles_items_when_answers_are_lost(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("queue", "simple-distributed-queue").clients(8))
                .faults("kill:leader")
                .requiring(atLeast(20, operations("enqueue")))
                .runFor(seconds(20));
        assertThat(run).isValid();
    }

    @Nightly
    @ChaosTest(seeds = 3)
    void items_are_delivered_again_when_a_consumer_dies_with_its_lock(Chaos chaos) throws InterruptedException {
        ChaosRun run = chaos.ensembleOf(3)
                .workload(workload("queue", "distributed-queue-with-locks")
                        .clients(6)
                        .inWorkers(3))
                .faults("client-kill")
                .requiring(atLeast(20, operations("consume")))
                .runFor(seconds(20));
        assertThat(run).isValid();
    }
}
