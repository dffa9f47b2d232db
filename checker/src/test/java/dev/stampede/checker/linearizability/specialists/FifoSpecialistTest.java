package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.QueueModel;
import org.junit.jupiter.api.Test;

/** The order of a queue by its items. */
class FifoSpecialistTest {
    private static Calls<QueueModel.Input, QueueModel.Output> queue() {
        return new Calls<QueueModel.Input, QueueModel.Output>()
                .ok(0, new QueueModel.Enqueue("a"), QueueModel.Done.ENQUEUED, 0, 1)
                .ok(0, new QueueModel.Enqueue("b"), QueueModel.Done.ENQUEUED, 2, 3);
    }

    @Test
    void decide_first_item_taken_by_a_lost_dequeue_is_accepted() {
        accepts(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().open(1, new QueueModel.Dequeue(), 0)
                        .ok(2, new QueueModel.Dequeue(), new QueueModel.Item("b"), 4, 5)
                        .open(3, new QueueModel.Enqueue("c"), 4),
                0,
                2,
                1,
                3);
    }

    @Test
    void decide_last_item_before_the_first_is_refuted() {
        refutes(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().ok(2, new QueueModel.Dequeue(), new QueueModel.Item("b"), 4, 5)
                        .ok(2, new QueueModel.Dequeue(), new QueueModel.Item("a"), 6, 7),
                0,
                1,
                2,
                3);
    }

    @Test
    void decide_queue_found_empty_between_two_items_is_accepted_and_with_an_item_refuted() {
        Calls<QueueModel.Input, QueueModel.Output> between = queue().ok(
                        1, new QueueModel.Dequeue(), new QueueModel.Item("a"), 1, 2)
                .ok(2, new QueueModel.Dequeue(), QueueModel.Done.EMPTY, 1, 9);
        Calls<QueueModel.Input, QueueModel.Output> beside = queue().ok(
                        1, new QueueModel.Dequeue(), new QueueModel.Item("a"), 4, 5)
                .ok(2, new QueueModel.Dequeue(), QueueModel.Done.EMPTY, 6, 7);

        accepts(new FifoSpecialist(), new FifoQueue(), between, 0, 2, 3, 1);
        refutes(new FifoSpecialist(), new FifoQueue(), beside, 1, 3);
    }

    @Test
    void decide_item_enqueued_twice_is_refused() {
        refuses(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().ok(0, new QueueModel.Enqueue("a"), QueueModel.Done.ENQUEUED, 4, 5),
                "each item is enqueued by one operation");
    }
}
