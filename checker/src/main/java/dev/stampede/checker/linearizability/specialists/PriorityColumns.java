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
        byte[] role = new byte[problem.size()];
        int[] item = new int[role.length];
        int[] priority = new int[role.length];
        for (int i = 0; i < role.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (!call.certain() && call.output() != null) {
                throw Refusal.unmet("indeterminate operations must not have a response");
            }
            if (call.input() instanceof QueueModel.Enqueue enqueue) {
                if (call.output() != null && call.output() != QueueModel.Done.ENQUEUED) {
                    throw unknown();
                }
                role[i] = FifoColumns.ENQUEUE;
                item[i] = FifoColumns.number(numbers, enqueue.item());
                priority[item[i]] = enqueue.priority();
            } else if (call.output() instanceof QueueModel.Item taken) {
                role[i] = FifoColumns.DEQUEUE;
                item[i] = FifoColumns.number(numbers, taken.item());
            } else if (call.output() == QueueModel.Done.EMPTY) {
                role[i] = FifoColumns.EMPTY;
            } else if (!call.certain()) {
                role[i] = FifoColumns.MAYBE;
            } else {
                throw unknown();
            }
        }
        FifoColumns queue = new FifoColumns(problem.when(), role, item, numbers.size());
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
