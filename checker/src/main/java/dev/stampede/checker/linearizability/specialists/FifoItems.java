package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a {@link FifoSpecialist}, whose essay explains the algorithm. Determines when each item was enqueued
 * and dequeued.
 */
final class FifoItems {
    private static final int NONE = -1;

    private final FifoColumns columns;
    private final Intervals when;
    private final byte[] role;

    /** By item: its enqueue and its dequeue. */
    private final int[] enqueue;

    private final int[] dequeue;
    private boolean anyFoundEmpty;
    private boolean anyUnknownDequeue;

    FifoItems(FifoColumns columns) {
        this.columns = columns;
        this.when = columns.when();
        this.role = columns.role();
        this.enqueue = new int[columns.items()];
        this.dequeue = new int[columns.items()];
        Arrays.fill(enqueue, NONE);
        Arrays.fill(dequeue, NONE);
    }

    SpecialistResult decide(SearchBudget budget) {
        SpecialistResult.Refuted refuted = gather();
        if (refuted == null) {
            ColumnSpecialist.checkBudget(budget);
            refuted = assignUnknownDequeues();
        }
        if (refuted != null) {
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        FifoOrder order = new FifoOrder(when, enqueue, dequeue);
        refuted = order.find();
        if (refuted != null) {
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        FifoPolls polls = new FifoPolls(columns, order);
        refuted = polls.place();
        if (refuted != null) {
            if (anyUnknownDequeue) {
                throw Refusal.unmet("where the queue was found empty, every dequeue is known");
            }
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        return polls.witness();
    }

    private SpecialistResult.@Nullable Refuted gather() {
        for (int i = 0; i < role.length; i++) {
            if (role[i] == FifoColumns.ENQUEUE) {
                if (enqueue[columns.item()[i]] != NONE) {
                    throw Refusal.unmet("each item is enqueued by one operation");
                }
                enqueue[columns.item()[i]] = i;
            }
            anyFoundEmpty |= role[i] == FifoColumns.EMPTY;
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
        for (int item = 0; item < enqueue.length; item++) {
            if (dequeue[item] == NONE && !when.required()[enqueue[item]]) {
                enqueue[item] = NONE;
            }
        }
        return null;
    }

    /** Assigns dequeues with unknown outputs to the items that must have been removed. */
    private SpecialistResult.@Nullable Refuted assignUnknownDequeues() {
        int from = firstStaying();
        int[] follower = firstFollowers(from);
        long[] urgent = new long[enqueue.length];
        int count = 0;
        for (int item = 0; item < enqueue.length; item++) {
            if (isNeverDequeued(item)) {
                int next = follower[when.ret()[enqueue[item]] - from];
                if (next != NONE) {
                    urgent[count++] = (long) when.ret()[dequeue[next]] << 32 | when.ret()[enqueue[item]];
                }
            }
        }
        if (count == 0) {
            return null;
        }
        Arrays.sort(urgent, 0, count);
        if (anyFoundEmpty && anyUnknownDequeue) {
            throw Refusal.unmet("where the queue was found empty, every dequeue is known");
        }
        int taken = 0;
        for (int operation : when.called()) {
            if (role[operation] == FifoColumns.MAYBE) {
                if (when.ret()[operation] != Problem.NEVER) {
                    throw Refusal.unmet("no dequeue with an unknown answer has a deadline");
                }
                if (taken < count) {
                    dequeue[item(urgent[taken++])] = operation;
                }
            }
        }
        if (taken < count) {
            int item = item(urgent[taken]);
            int next = follower[when.ret()[enqueue[item]] - from];
            return ConflictSet.of(enqueue[item], enqueue[next], dequeue[next]);
        }
        return null;
    }

    private int item(long urgent) {
        return columns.item()[~when.events()[(int) urgent]];
    }

    /** Whether an item was enqueued and no known dequeue removed it. */
    private boolean isNeverDequeued(int item) {
        return enqueue[item] != NONE && dequeue[item] == NONE;
    }

    /** The first rank at which an item that stays in the queue has certainly been enqueued. */
    private int firstStaying() {
        int first = when.ranks();
        for (int item = 0; item < enqueue.length; item++) {
            if (isNeverDequeued(item)) {
                first = Math.min(first, when.ret()[enqueue[item]]);
            }
        }
        return first;
    }

    /**
     * For each rank from {@code from} on: of the items whose enqueue was called at or after it, the one whose dequeue
     * returned first, or none.
     */
    private int[] firstFollowers(int from) {
        int[] first = new int[when.ranks() + 1 - from];
        int best = NONE;
        first[first.length - 1] = NONE;
        for (int rank = when.ranks() - 1; rank >= from; rank--) {
            int event = when.events()[rank];
            if (event >= 0 && role[event] == FifoColumns.ENQUEUE) {
                int item = columns.item()[event];
                if (dequeue[item] != NONE && (best == NONE || when.ret()[dequeue[item]] < when.ret()[dequeue[best]])) {
                    best = item;
                }
            }
            first[rank - from] = best;
        }
        return first;
    }
}
