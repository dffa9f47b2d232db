package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a {@link PrioritySpecialist}, whose Javadoc explains the algorithm. Gap r lies between the events of
 * the ranks r and r + 1.
 */
final class PriorityPlacement {
    private static final int NONE = -1;

    private final FifoColumns columns;
    private final int[] priority;
    private final Intervals when;
    private final byte[] role;

    /** By item: its enqueue and its dequeue, and the gaps in which they take effect. */
    private final int[] enqueue;

    private final int[] dequeue;
    private final int[] enters;
    private final int[] leaves;

    /**
     * A union-find structure over the gaps. A gap is covered if an item of a lower number is in the queue there. A gap
     * that is not covered points to itself; the links of a covered one lead to the next gap that is not covered.
     */
    private final int[] free;

    private boolean anyUnknownDequeue;

    PriorityPlacement(PriorityColumns priorities) {
        this.columns = priorities.queue();
        this.priority = priorities.priority();
        this.when = columns.when();
        this.role = columns.role();
        this.enqueue = new int[columns.items()];
        this.dequeue = new int[columns.items()];
        this.enters = new int[columns.items()];
        this.leaves = new int[columns.items()];
        this.free = new int[when.ranks() + 1];
        Arrays.fill(enqueue, NONE);
        Arrays.fill(dequeue, NONE);
        Arrays.setAll(free, gap -> gap);
    }

    SpecialistResult decide(SearchBudget budget) {
        SpecialistResult.Refuted refuted = gather();
        if (refuted != null) {
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        refuted = place();
        if (refuted != null) {
            if (anyUnknownDequeue) {
                throw Refusal.unmet("no dequeue with an unknown answer is needed");
            }
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        return witness();
    }

    private SpecialistResult.@Nullable Refuted gather() {
        for (int i = 0; i < role.length; i++) {
            if (role[i] == FifoColumns.ENQUEUE) {
                if (enqueue[columns.item()[i]] != NONE) {
                    throw Refusal.unmet("each item is enqueued by one operation");
                }
                enqueue[columns.item()[i]] = i;
            }
            anyUnknownDequeue |= role[i] == FifoColumns.MAYBE;
        }
        for (int i = 0; i < role.length; i++) {
            if (role[i] == FifoColumns.DEQUEUE) {
                int item = columns.item()[i];
                if (dequeue[item] != NONE || enqueue[item] == NONE || when.ret()[i] < when.call()[enqueue[item]]) {
                    return ConflictSet.of(i, dequeue[item], enqueue[item]);
                }
                dequeue[item] = i;
            }
        }
        return null;
    }

    /** Places the items by priority, then the polls that found nothing; returns a contradiction, or null. */
    private SpecialistResult.@Nullable Refuted place() {
        int[] order = byPriority();
        int group = 0;
        for (int place = 0; place < order.length; place++) {
            int item = order[place];
            SpecialistResult.Refuted refuted = place(item);
            if (refuted != null) {
                return refuted;
            }
            boolean last = place + 1 == order.length || priority[order[place + 1]] != priority[item];
            for (; last && group <= place; group++) {
                cover(enters[order[group]] + 1, leaves[order[group]]);
            }
        }
        for (int operation : when.called()) {
            if (role[operation] == FifoColumns.EMPTY && gapOfPoll(operation) >= end(operation)) {
                return covered(operation, NONE, when.call()[operation], Integer.MAX_VALUE);
            }
        }
        return null;
    }

    /** The items that certainly entered the queue (dequeued, or certainly enqueued), by ascending number. */
    private int[] byPriority() {
        WitnessOrder order = new WitnessOrder(enqueue.length, enqueue.length + 1);
        for (int item = 0; item < enqueue.length; item++) {
            if (enqueue[item] != NONE && (dequeue[item] != NONE || when.required()[enqueue[item]])) {
                order.add(item, priority[item]);
            }
        }
        return order.sorted();
    }

    private SpecialistResult.@Nullable Refuted place(int item) {
        int latest = end(enqueue[item]) - 1;
        if (dequeue[item] == NONE) {
            enters[item] = latest;
            leaves[item] = when.ranks();
            return null;
        }
        int from = Math.max(when.call()[enqueue[item]], when.call()[dequeue[item]]);
        int gap = firstFree(from);
        if (gap >= end(dequeue[item])) {
            return covered(enqueue[item], dequeue[item], from, priority[item]);
        }
        leaves[item] = gap;
        enters[item] = Math.min(latest, gap);
        return null;
    }

    /** The gap after the last one in which an operation can take effect. */
    private int end(int operation) {
        return when.ret()[operation] == Problem.NEVER ? when.ranks() : when.ret()[operation];
    }

    private int gapOfPoll(int operation) {
        return firstFree(when.call()[operation]);
    }

    private int firstFree(int from) {
        int gap = from;
        while (free[gap] != gap) {
            free[gap] = free[free[gap]];
            gap = free[gap];
        }
        return gap;
    }

    private void cover(int from, int to) {
        for (int gap = firstFree(Math.min(from, free.length - 1)); gap < to; gap = firstFree(gap)) {
            free[gap] = gap + 1;
        }
    }

    /**
     * The contradiction between one or two operations and the placed items that leave them no gap after {@code from}:
     * those with a number below {@code below}.
     */
    private SpecialistResult.Refuted covered(int one, int other, int from, int below) {
        ConflictSet suspects = new ConflictSet().and(one).and(other);
        int to = end(other == NONE ? one : other);
        for (int item = 0; item < enqueue.length; item++) {
            boolean placed = enqueue[item] != NONE && (dequeue[item] != NONE || when.required()[enqueue[item]]);
            if (placed && priority[item] < below && enters[item] < to && leaves[item] > from) {
                suspects.and(enqueue[item]).and(dequeue[item]);
            }
        }
        return suspects.refuted();
    }

    /**
     * Orders the operations of each gap: dequeues from the lowest number up, each after its enqueue if both are in this
     * gap; then polls that found nothing; then enqueues of items that are dequeued later.
     */
    private SpecialistResult witness() {
        WitnessOrder order = new WitnessOrder(role.length, 3 * (when.ranks() + 1));
        for (int item : byPriority()) {
            if (dequeue[item] != NONE && enters[item] == leaves[item]) {
                order.add(enqueue[item], 3 * leaves[item]);
            }
            if (dequeue[item] != NONE) {
                order.add(dequeue[item], 3 * leaves[item]);
            }
        }
        for (int i = 0; i < role.length; i++) {
            if (role[i] == FifoColumns.EMPTY) {
                order.add(i, 3 * gapOfPoll(i) + 1);
            }
        }
        for (int item : byPriority()) {
            if (dequeue[item] == NONE || enters[item] < leaves[item]) {
                order.add(enqueue[item], 3 * enters[item] + 2);
            }
        }
        return new SpecialistResult.Accepted(order.sorted());
    }
}
