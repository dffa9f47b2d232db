package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.QueueModel;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on a queue as columns; items are numbered from 0.
 *
 * @param role the role of each operation: one of the constants below
 * @param item the enqueued or dequeued item
 * @param items the number of items
 */
@SuppressWarnings("ArrayRecordComponent")
record FifoColumns(Intervals when, byte[] role, int[] item, int items) {
    static final byte NONE = 0;
    static final byte ENQUEUE = 1;
    static final byte DEQUEUE = 2;

    /** It found the queue empty. */
    static final byte EMPTY = 3;

    /** It may have dequeued an unknown item. */
    static final byte MAYBE = 4;

    static FifoColumns of(Problem problem) {
        Map<String, Integer> numbers = new HashMap<>();
        byte[] role = new byte[problem.size()];
        int[] item = new int[role.length];
        for (int i = 0; i < role.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (!call.certain() && call.output() != null) {
                throw Refusal.unmet("indeterminate operations must not have a response");
            }
            if (call.input() instanceof QueueModel.Enqueue enqueue) {
                if (call.output() != null && call.output() != QueueModel.Done.ENQUEUED) {
                    throw unknown();
                }
                role[i] = ENQUEUE;
                item[i] = number(numbers, enqueue.item());
            } else if (call.output() instanceof QueueModel.Item taken) {
                role[i] = DEQUEUE;
                item[i] = number(numbers, taken.item());
            } else if (call.output() == QueueModel.Done.EMPTY) {
                role[i] = EMPTY;
            } else if (!call.certain()) {
                role[i] = MAYBE;
            } else {
                throw unknown();
            }
        }
        return new FifoColumns(problem.when(), role, item, numbers.size());
    }

    /** The number of an item, a new one if it has none. */
    static int number(Map<String, Integer> numbers, String item) {
        Integer known = numbers.putIfAbsent(item, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    private static Refusal unknown() {
        return Refusal.unmet("every completed operation must have a response of its own type");
    }
}
