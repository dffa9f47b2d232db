package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.QueueModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on a queue with priorities as columns.
 *
 * @param queue the roles of the operations, and their items, which are numbered from 0
 * @param priority by item: the place of its priority among all priorities, from 0
 */
@SuppressWarnings("ArrayRecordComponent")
record PriorityColumns(FifoColumns queue, int[] priority) {

    static PriorityColumns of(Problem problem) {
        Map<String, Integer> numbers = new HashMap<>();
        byte[] part = new byte[problem.size()];
        int[] item = new int[part.length];
        int[] priority = new int[part.length];
        for (int i = 0; i < part.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (!call.certain() && call.output() != null) {
                throw Refusal.unmet("indeterminate operations must not have a response");
            }
            if (call.input() instanceof QueueModel.Enqueue enqueue) {
                if (call.output() != null && call.output() != QueueModel.Done.ENQUEUED) {
                    throw unknown();
                }
                part[i] = FifoColumns.ENQUEUE;
                item[i] = FifoColumns.number(numbers, enqueue.item());
                priority[item[i]] = enqueue.priority();
            } else if (call.output() instanceof QueueModel.Item taken) {
                part[i] = FifoColumns.DEQUEUE;
                item[i] = FifoColumns.number(numbers, taken.item());
            } else if (call.output() == QueueModel.Done.EMPTY) {
                part[i] = FifoColumns.EMPTY;
            } else if (!call.certain()) {
                part[i] = FifoColumns.MAYBE;
            } else {
                throw unknown();
            }
        }
        FifoColumns queue = new FifoColumns(problem.when(), part, item, numbers.size());
        return new PriorityColumns(queue, places(Arrays.copyOf(priority, numbers.size())));
    }

    private static int[] places(int[] priority) {
        int[] distinct = Arrays.stream(priority).sorted().distinct().toArray();
        int[] places = new int[priority.length];
        Arrays.setAll(places, item -> Arrays.binarySearch(distinct, priority[item]));
        return places;
    }

    private static Refusal unknown() {
        return Refusal.unmet("every completed operation must have a response of its own type");
    }
}
