package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.PriorityQueue;
import dev.stampede.checker.model.QueueModel;
import dev.stampede.checker.model.QueueModel.Dequeue;
import dev.stampede.checker.model.QueueModel.Done;
import dev.stampede.checker.model.QueueModel.Enqueue;
import dev.stampede.checker.model.QueueModel.Item;
import org.junit.jupiter.api.Test;

/** The placement of the items of a queue with priorities. */
class PrioritySpecialistTest {
    /** Operation 0 enqueues a with priority 1, and operation 1 enqueues b with priority 2. */
    private static Calls<QueueModel.Input, QueueModel.Output> queue() {
        return new Calls<QueueModel.Input, QueueModel.Output>()
                .ok(0, new Enqueue("a", 1), Done.ENQUEUED, 0, 1)
                .ok(0, new Enqueue("b", 2), Done.ENQUEUED, 2, 3);
    }

    /**
     * <pre>
     *   client 0  [enqueue a:1] [enqueue b:2]
     *   client 1                              [dequeue → a] [dequeue → b]
     * </pre>
     */
    @Test
    void decide_items_by_priority_is_accepted() {
        accepts(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(1, new Dequeue(), new Item("a"), 4, 5).ok(1, new Dequeue(), new Item("b"), 6, 7),
                0,
                1,
                2,
                3);
    }

    /**
     * <pre>
     *   client 0  [enqueue a:1] [enqueue b:2]
     *   client 1                              [dequeue → b] [dequeue → a]
     * </pre>
     */
    @Test
    void decide_item_with_the_higher_number_first_is_refuted() {
        refutes(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(1, new Dequeue(), new Item("b"), 4, 5).ok(1, new Dequeue(), new Item("a"), 6, 7),
                0,
                1,
                2,
                3);
    }

    /**
     * The dequeue of b can only take effect after that of a, which must then be called before b's returns:
     *
     * <pre>
     *   client 0  [enqueue a:1] [enqueue b:2]
     *   client 1                              [dequeue → b        ]
     *   client 2                                      [dequeue → a        ]
     * </pre>
     */
    @Test
    void decide_concurrent_dequeues_are_accepted_in_the_order_of_their_priorities() {
        accepts(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(1, new Dequeue(), new Item("b"), 4, 7).ok(2, new Dequeue(), new Item("a"), 5, 9),
                0,
                1,
                3,
                2);
    }

    @Test
    void decide_items_of_equal_priority_are_accepted_in_any_order() {
        accepts(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(0, new Enqueue("c", 1), Done.ENQUEUED, 4, 5)
                        .ok(1, new Dequeue(), new Item("c"), 6, 7)
                        .ok(1, new Dequeue(), new Item("a"), 8, 9),
                0,
                1,
                2,
                3,
                4);
    }

    @Test
    void decide_queue_found_empty_beside_an_item_is_refuted() {
        refutes(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(1, new Dequeue(), new Item("a"), 4, 5).ok(2, new Dequeue(), Done.EMPTY, 6, 7),
                1,
                3);
    }

    @Test
    void decide_lost_dequeue_that_is_needed_is_refused_and_one_that_is_not_is_dropped() {
        Calls<QueueModel.Input, QueueModel.Output> needed =
                queue().open(1, new Dequeue(), 0).ok(2, new Dequeue(), new Item("b"), 4, 5);
        Calls<QueueModel.Input, QueueModel.Output> dropped = queue().open(1, new Dequeue(), 0)
                .ok(2, new Dequeue(), new Item("a"), 4, 5)
                .open(3, new Enqueue("c", 0), 0);

        refuses(new PrioritySpecialist(), new PriorityQueue(), needed, "no dequeue with an unknown answer is needed");
        accepts(new PrioritySpecialist(), new PriorityQueue(), dropped, 0, 1, 3);
    }

    @Test
    void decide_item_enqueued_twice_is_refused() {
        refuses(
                new PrioritySpecialist(),
                new PriorityQueue(),
                queue().ok(0, new Enqueue("a", 5), Done.ENQUEUED, 4, 5),
                "each item is enqueued by one operation");
    }
}
