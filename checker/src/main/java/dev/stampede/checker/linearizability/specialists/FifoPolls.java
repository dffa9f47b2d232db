package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds instants for dequeues that found a queue empty, then for all operations; the essay at {@link FifoSpecialist}
 * explains the algorithm.
 *
 * <p>Instants are doubled ranks: 2r is the event of rank r, and 2r + 1 lies between it and the next event.
 */
final class FifoPolls {
    private final FifoColumns columns;
    private final Intervals when;
    private final FifoOrder order;
    private final int[] poll;
    private final int[] pollAt;
    private int polls;

    FifoPolls(FifoColumns columns, FifoOrder order) {
        this.columns = columns;
        this.when = columns.when();
        this.order = order;
        int count = 0;
        for (byte each : columns.role()) {
            count += each == FifoColumns.EMPTY ? 1 : 0;
        }
        this.poll = new int[count];
        this.pollAt = new int[count];
    }

    /** Finds an instant for each empty poll; returns a contradiction, or null. */
    SpecialistResult.@Nullable Refuted place() {
        if (poll.length == 0) {
            return null;
        }
        int[] nextFree = nextFree();
        for (int operation : when.called()) {
            if (columns.role()[operation] == FifoColumns.EMPTY) {
                int rank = nextFree[when.call()[operation]];
                if (rank >= when.ret()[operation]) {
                    return refuted(operation);
                }
                poll[polls] = operation;
                pollAt[polls++] = 2 * rank + 1;
            }
        }
        group();
        return null;
    }

    /** For each rank, the first rank from it on directly after which no item is certainly in the queue. */
    private int[] nextFree() {
        int ranks = when.ranks();
        int[] next = new int[ranks + 1];
        for (int place = 0; place < order.size(); place++) {
            int item = order.at(place);
            if (order.enqueueBy(item) < order.dequeueFrom(item)) {
                next[order.enqueueBy(item)]++;
                next[Math.min(ranks, order.dequeueFrom(item))]--;
            }
        }
        for (int rank = 1; rank <= ranks; rank++) {
            next[rank] += next[rank - 1];
        }
        int free = Integer.MAX_VALUE;
        for (int rank = ranks; rank >= 0; rank--) {
            free = next[rank] == 0 ? rank : free;
            next[rank] = free;
        }
        return next;
    }

    private SpecialistResult.Refuted refuted(int operation) {
        ConflictSet suspects = new ConflictSet().and(operation);
        for (int place = 0; place < order.size(); place++) {
            int item = order.at(place);
            if (order.enqueueBy(item) < when.ret()[operation] && order.dequeueFrom(item) > when.call()[operation]) {
                suspects.and(order.enqueue(item)).and(order.dequeue(item));
            }
        }
        return suspects.refuted();
    }

    /**
     * Groups the items by the number of polls before their dequeue. Polls are sorted by their calls, and therefore by
     * their instants.
     */
    private void group() {
        int[] groupOf = new int[columns.items()];
        for (int place = 0; place < order.size(); place++) {
            int item = order.at(place);
            groupOf[item] = pollsBefore(order.dequeueFrom(item));
        }
        order.group(groupOf, polls + 1);
    }

    /** The number of polls before the event at a rank. */
    private int pollsBefore(int rank) {
        int found = Arrays.binarySearch(pollAt, 0, polls, rank > when.ranks() ? Integer.MAX_VALUE : 2 * rank);
        return found < 0 ? -found - 1 : found;
    }

    /** Merges polls, enqueues and dequeues by their instants; in this order at equal instants. */
    SpecialistResult witness() {
        int items = order.size();
        int[] enqueueAt = new int[items];
        int[] dequeueAt = new int[items];
        int latestEnqueue = 0;
        int latestDequeue = 0;
        int left = 0;
        for (int place = 0; place < items; place++) {
            int item = order.at(place);
            int polled = polls == 0 ? 0 : pollsBefore(order.dequeueFrom(item));
            latestEnqueue = Math.max(
                    Math.max(latestEnqueue, 2 * order.enqueueFrom(item)), polled == 0 ? 0 : pollAt[polled - 1]);
            enqueueAt[place] = latestEnqueue;
            if (order.dequeue(item) >= 0) {
                latestDequeue = Math.max(Math.max(latestDequeue, latestEnqueue), 2 * order.dequeueFrom(item));
                dequeueAt[left++] = latestDequeue;
            }
        }
        int[] witness = new int[polls + items + left];
        int enqueued = 0;
        int dequeued = 0;
        int polled = 0;
        for (int i = 0; i < witness.length; i++) {
            int nextPoll = polled < polls ? pollAt[polled] : Integer.MAX_VALUE;
            int nextEnqueue = enqueued < items ? enqueueAt[enqueued] : Integer.MAX_VALUE;
            int nextDequeue = dequeued < left ? dequeueAt[dequeued] : Integer.MAX_VALUE;
            if (polled < polls && nextPoll <= Math.min(nextEnqueue, nextDequeue)) {
                witness[i] = poll[polled++];
            } else if (enqueued < items && nextEnqueue <= nextDequeue) {
                witness[i] = order.enqueue(order.at(enqueued++));
            } else {
                witness[i] = order.dequeue(order.at(dequeued++));
            }
        }
        return new SpecialistResult.Accepted(witness);
    }
}
