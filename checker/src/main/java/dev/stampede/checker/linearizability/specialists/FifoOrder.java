package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Orders the items of a queue; the essay at {@link FifoSpecialist} explains the algorithm. */
final class FifoOrder {
    private static final int NONE = -1;

    /** The dequeue of an item that stays: after all ranks. */
    private static final int STAYS = Integer.MAX_VALUE;

    private final Intervals when;
    private final int[] enqueue;
    private final int[] dequeue;
    private final int[] order;
    private int size;

    /** By item: the narrowed intervals of its enqueue and of its dequeue. */
    private final int[] enqueueFrom;

    private final int[] enqueueBy;
    private final int[] dequeueFrom;
    private final int[] dequeueBy;

    /** Items by number; an item without an enqueue is ignored, and a dequeue of -1 stands for an item that stays. */
    FifoOrder(Intervals when, int[] enqueue, int[] dequeue) {
        this.when = when;
        this.enqueue = enqueue;
        this.dequeue = dequeue;
        this.order = new int[enqueue.length];
        this.enqueueFrom = new int[enqueue.length];
        this.enqueueBy = new int[enqueue.length];
        this.dequeueFrom = new int[enqueue.length];
        this.dequeueBy = new int[enqueue.length];
        for (int item = 0; item < enqueue.length; item++) {
            if (enqueue[item] == NONE) {
                continue;
            }
            int by = dequeue[item];
            int called = when.call()[enqueue[item]];
            int returned = when.ret()[enqueue[item]];
            enqueueFrom[item] = called;
            enqueueBy[item] = by == NONE ? returned : Math.min(returned, when.ret()[by]);
            dequeueFrom[item] = by == NONE ? STAYS : Math.max(called, when.call()[by]);
            dequeueBy[item] = by == NONE ? STAYS : Math.min(STAYS - 1, when.ret()[by]);
        }
    }

    int size() {
        return size;
    }

    /** The item at a position of the order. */
    int at(int place) {
        return order[place];
    }

    int enqueue(int item) {
        return enqueue[item];
    }

    int dequeue(int item) {
        return dequeue[item];
    }

    int enqueueFrom(int item) {
        return enqueueFrom[item];
    }

    /** The rank from which on the enqueue has certainly taken effect. */
    int enqueueBy(int item) {
        return enqueueBy[item];
    }

    /** The rank up to which the dequeue has certainly not taken effect. */
    int dequeueFrom(int item) {
        return dequeueFrom[item];
    }

    /** Finds an order; returns four contradicting operations if there is none, or null. */
    SpecialistResult.@Nullable Refuted find() {
        Waiting waiting = new Waiting();
        int[] byEnqueue = sorted(enqueueBy);
        int[] byDequeue = sorted(dequeueBy);
        boolean[] removed = new boolean[enqueue.length];
        int firstEnqueue = 0;
        int firstDequeue = 0;
        while (size < byEnqueue.length) {
            while (removed[byEnqueue[firstEnqueue]]) {
                firstEnqueue++;
            }
            while (removed[byDequeue[firstDequeue]]) {
                firstDequeue++;
            }
            int one = byEnqueue[firstEnqueue];
            int other = byDequeue[firstDequeue];
            int item = waiting.next(enqueueBy[one], dequeueBy[other]);
            if (item == NONE) {
                return ConflictSet.of(enqueue[one], dequeue[one], enqueue[other], dequeue[other]);
            }
            removed[item] = true;
            order[size++] = item;
        }
        return null;
    }

    /** The items that no other remaining item must precede. */
    private final class Waiting {
        private final int[] byEnqueue = sorted(enqueueFrom);
        private final int[] byDequeue = sorted(dequeueFrom);

        /**
         * By item: how many of the two conditions hold for it: no other remaining enqueue, or no other remaining
         * dequeue, must precede its own.
         */
        private final byte[] conditions = new byte[enqueue.length];

        /** Has room for one extra entry, see {@link #count}. */
        private final int[] ready = new int[enqueue.length + 1];

        private int count;
        private int nextEnqueue;
        private int nextDequeue;

        /**
         * One of these items, or -1. The bounds are the first rank up to which a remaining item must be enqueued, and
         * the first up to which one must be dequeued.
         */
        int next(int enqueueBound, int dequeueBound) {
            while (nextEnqueue < byEnqueue.length && enqueueFrom[byEnqueue[nextEnqueue]] <= enqueueBound) {
                count(byEnqueue[nextEnqueue++]);
            }
            while (nextDequeue < byDequeue.length && dequeueFrom[byDequeue[nextDequeue]] <= dequeueBound) {
                count(byDequeue[nextDequeue++]);
            }
            return count == 0 ? NONE : ready[--count];
        }

        /** An item is ready when its second condition holds. Branch-free, because the branch would be unpredictable. */
        private void count(int item) {
            ready[count] = item;
            count += ++conditions[item] >> 1;
        }
    }

    /** The items sorted by a rank; those without a bound come last. */
    private int[] sorted(int[] rankOf) {
        int[] at = new int[when.ranks()];
        Arrays.fill(at, NONE);
        int items = 0;
        for (int item = 0; item < enqueue.length; item++) {
            if (enqueue[item] != NONE) {
                items++;
                if (rankOf[item] < at.length) {
                    at[rankOf[item]] = item;
                }
            }
        }
        int[] sorted = new int[items + 1];
        int count = 0;
        for (int item : at) {
            sorted[count] = item;
            count += item == NONE ? 0 : 1;
        }
        for (int bound = STAYS - 1; count < items; bound++) {
            for (int item = 0; item < enqueue.length; item++) {
                if (enqueue[item] != NONE && rankOf[item] == bound) {
                    sorted[count++] = item;
                }
            }
        }
        return Arrays.copyOf(sorted, items);
    }

    /** Sorts the items by group; stable within a group. */
    void group(int[] groupOf, int groups) {
        WitnessOrder grouped = new WitnessOrder(size, groups);
        for (int place = 0; place < size; place++) {
            grouped.add(order[place], groupOf[order[place]]);
        }
        System.arraycopy(grouped.sorted(), 0, order, 0, size);
    }
}
