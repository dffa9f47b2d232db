package dev.stampede.checker.linearizability.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.linearizability.core.EventOrder;
import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnQueueTest {
    private static final int ROUNDS = 20;

    /** An operation in the reference queue, and when it was added. */
    private record Added(int operation, int when) {}

    /** Of this many operations, those below a number never return; all intervals overlap. */
    private static Intervals intervals(int operations, int lasting, SplittableRandom random) {
        ObservedCall<?, ?>[] calls = new ObservedCall<?, ?>[operations];
        for (int i = 0; i < operations; i++) {
            long from = random.nextInt(operations);
            calls[i] = i < lasting
                    ? ObservedCall.possible(i, 0, "", "", from)
                    : ObservedCall.certain(i, 0, "", "", "", from, from + random.nextInt(operations));
        }
        return EventOrder.of(calls);
    }

    private static PriorityQueue<Added> reference(Intervals when) {
        return new PriorityQueue<>(Comparator.comparingInt((Added added) -> when.ret()[added.operation()])
                .thenComparingInt(Added::when));
    }

    @Test
    void isEmpty_queue_of_no_operations_is_true() {
        assertThat(new ReturnQueue(EventOrder.of(new ObservedCall<?, ?>[0])).isEmpty())
                .isTrue();
    }

    /** One level of the tree has 64 ranks, two have 4096, three more; tests both sides of each boundary. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 2",
        "5, 5, 5",
        "32, 0, 64",
        "33, 1, 65",
        "40, 20, 60",
        "300, 40, 560",
        "2048, 0, 4096",
        "2049, 1, 4097",
        "3000, 500, 5500"
    })
    void remove_operations_added_at_random_come_out_as_from_a_priority_queue(int operations, int lasting, int ranks) {
        SplittableRandom random = new SplittableRandom(operations);
        Intervals when = intervals(operations, lasting, random);
        assertThat(when.ranks()).isEqualTo(ranks);
        ReturnQueue queue = new ReturnQueue(when);
        PriorityQueue<Added> expected = reference(when);
        List<Integer> outside = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            outside.add(i);
        }
        for (int i = 0; i < ROUNDS * operations; i++) {
            boolean filling = (i / operations & 1) == 0;
            boolean adds = random.nextInt(4) < (filling ? 3 : 1);
            if (adds && !outside.isEmpty()) {
                int operation = outside.remove(random.nextInt(outside.size()));
                queue.add(operation);
                expected.add(new Added(operation, i));
            } else if (!expected.isEmpty()) {
                int operation = expected.remove().operation();
                assertThat(queue.remove()).isEqualTo(operation);
                outside.add(operation);
            }
            assertSameHead(queue, expected);
        }
        while (!expected.isEmpty()) {
            assertThat(queue.remove()).isEqualTo(expected.remove().operation());
            assertSameHead(queue, expected);
        }
    }

    private static void assertSameHead(ReturnQueue queue, PriorityQueue<Added> expected) {
        Added head = expected.peek();
        assertThat(queue.isEmpty()).isEqualTo(head == null);
        if (head != null) {
            assertThat(queue.first()).isEqualTo(head.operation());
        }
    }

    @Test
    void remove_operations_that_never_return_come_last_in_the_order_added() {
        ReturnQueue queue = new ReturnQueue(EventOrder.of(new ObservedCall<?, ?>[] {
            ObservedCall.possible(0, 0, "", "", 0),
            ObservedCall.certain(1, 1, "", "", "", 1, 9),
            ObservedCall.possible(2, 2, "", "", 2),
            ObservedCall.certain(3, 3, "", "", "", 3, 8)
        }));
        queue.add(2);
        queue.add(0);
        queue.add(1);
        queue.add(3);

        assertThat(List.of(queue.remove(), queue.remove(), queue.remove(), queue.remove()))
                .containsExactly(3, 1, 2, 0);
        assertThat(queue.isEmpty()).isTrue();
    }
}
