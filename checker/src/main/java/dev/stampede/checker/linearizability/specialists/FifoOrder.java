package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Orders the items of a queue; the essay at {@link FifoSpecialist} explains the algorithm. */
final class FifoOrder {
    private static final int NONE = -1;

    /** After all ranks: an item that is removed at an unknown time is removed before it. */
    private static final int STAYS = Integer.MAX_VALUE;

    private final Intervals when;
    private final int[] enqueue;
    private final int[] dequeue;
    private final int[] order;
    private int size;

    /** By item; see the methods. */
    private final int[] comeFrom;

    private final int[] comeBy;
    private final int[] goneFrom;
    private final int[] goneBy;

    /** Items by number; an item without an enqueue is ignored, and a dequeue of -1 stands for an item that stays. */
    FifoOrder(Intervals when, int[] enqueue, int[] dequeue) {
        this.when = when;
        this.enqueue = enqueue;
        this.dequeue = dequeue;
        this.order = new int[enqueue.length];
        this.comeFrom = new int[enqueue.length];
        this.comeBy = new int[enqueue.length];
        this.goneFrom = new int[enqueue.length];
        this.goneBy = new int[enqueue.length];
        for (int item = 0; item < enqueue.length; item++) {
            if (enqueue[item] == NONE) {
                continue;
            }
            int by = dequeue[item];
            int come = when.call()[enqueue[item]];
            int came = when.ret()[enqueue[item]];
            comeFrom[item] = come;
            comeBy[item] = by == NONE ? came : Math.min(came, when.ret()[by]);
            goneFrom[item] = by == NONE ? STAYS : Math.max(come, when.call()[by]);
            goneBy[item] = by == NONE ? STAYS : Math.min(STAYS - 1, when.ret()[by]);
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

    int comeFrom(int item) {
        return comeFrom[item];
    }

    /** The rank from which on the enqueue has certainly taken effect. */
    int comeBy(int item) {
        return comeBy[item];
    }

    /** The rank up to which the dequeue has certainly not taken effect. */
    int goneFrom(int item) {
        return goneFrom[item];
    }

    /** Finds an order; returns four contradicting operations if there is none, or null. */
    SpecialistResult.@Nullable Refuted find() {
        Waiting waiting = new Waiting();
        int[] byCome = sorted(comeBy);
        int[] byGone = sorted(goneBy);
        boolean[] removed = new boolean[enqueue.length];
        int firstCome = 0;
        int firstGone = 0;
        while (size < byCome.length) {
            while (removed[byCome[firstCome]]) {
                firstCome++;
            }
            while (removed[byGone[firstGone]]) {
                firstGone++;
            }
            int one = byCome[firstCome];
            int other = byGone[firstGone];
            int item = waiting.next(comeBy[one], goneBy[other]);
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
        private final int[] byCome = sorted(comeFrom);
        private final int[] byGone = sorted(goneFrom);

        /** By item: how many of the two reasons hold why no other item must precede it. */
        private final byte[] reasons = new byte[enqueue.length];

        /** Has room for one extra entry, see {@link #count}. */
        private final int[] ready = new int[enqueue.length + 1];

        private int count;
        private int nextCome;
        private int nextGone;

        /**
         * One of these items, if all remaining items were certainly enqueued from one rank on, and certainly not
         * removed before another.
         */
        int next(int come, int gone) {
            while (nextCome < byCome.length && comeFrom[byCome[nextCome]] <= come) {
                count(byCome[nextCome++]);
            }
            while (nextGone < byGone.length && goneFrom[byGone[nextGone]] <= gone) {
                count(byGone[nextGone++]);
            }
            return count == 0 ? NONE : ready[--count];
        }

        /** Branch-free, because the branch would be unpredictable: the second reason makes an item ready. */
        private void count(int item) {
            ready[count] = item;
            count += ++reasons[item] >> 1;
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
