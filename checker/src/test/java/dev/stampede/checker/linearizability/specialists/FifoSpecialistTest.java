package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.FifoQueue;
import org.junit.jupiter.api.Test;

/** The order of a queue by its items. */
class FifoSpecialistTest {
    private static Calls<FifoQueue.Input, FifoQueue.Output> queue() {
        return new Calls<FifoQueue.Input, FifoQueue.Output>()
                .ok(0, new FifoQueue.Enqueue("a"), FifoQueue.Done.ENQUEUED, 0, 1)
                .ok(0, new FifoQueue.Enqueue("b"), FifoQueue.Done.ENQUEUED, 2, 3);
    }

    @Test
    void decide_first_item_taken_by_a_lost_dequeue_is_accepted() {
        accepts(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().open(1, new FifoQueue.Dequeue(), 0)
                        .ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("b"), 4, 5)
                        .open(3, new FifoQueue.Enqueue("c"), 4),
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
                queue().ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("b"), 4, 5)
                        .ok(2, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 6, 7),
                0,
                1,
                2,
                3);
    }

    @Test
    void decide_queue_found_empty_between_two_items_is_accepted_and_with_an_item_refuted() {
        Calls<FifoQueue.Input, FifoQueue.Output> between = queue().ok(
                        1, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 1, 2)
                .ok(2, new FifoQueue.Dequeue(), FifoQueue.Done.EMPTY, 1, 9);
        Calls<FifoQueue.Input, FifoQueue.Output> beside = queue().ok(
                        1, new FifoQueue.Dequeue(), new FifoQueue.Item("a"), 4, 5)
                .ok(2, new FifoQueue.Dequeue(), FifoQueue.Done.EMPTY, 6, 7);

        accepts(new FifoSpecialist(), new FifoQueue(), between, 0, 2, 3, 1);
        refutes(new FifoSpecialist(), new FifoQueue(), beside, 1, 3);
    }

    @Test
    void decide_item_enqueued_twice_is_refused() {
        refuses(
                new FifoSpecialist(),
                new FifoQueue(),
                queue().ok(0, new FifoQueue.Enqueue("a"), FifoQueue.Done.ENQUEUED, 4, 5),
                "each item is enqueued by one operation");
    }
}
