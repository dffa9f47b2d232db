package dev.stampede.checker.linearizability;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Orders the items of a queue by when they came and went; the essay at {@link FifoSpecialist} says why. */
final class FifoOrder {
    private static final int NONE = -1;

    /** After everything: what goes at an unknown time goes before it. */
    private static final int STAYS = Integer.MAX_VALUE;

    private final Intervals when;
    private final int[] enqueue;
    private final int[] dequeue;
    private final int[] order;
    private int size;

    /** Items by number, without those that nobody enqueued; a dequeue of -1 stands for an item that stays. */
    FifoOrder(Intervals when, int[] enqueue, int[] dequeue) {
        this.when = when;
        this.enqueue = enqueue;
        this.dequeue = dequeue;
        this.order = new int[enqueue.length];
    }

    int size() {
        return size;
    }

    /** The item at a place. */
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
        return when.call()[enqueue[item]];
    }

    /** From this rank on it surely came. */
    int comeBy(int item) {
        int ret = when.ret()[enqueue[item]];
        return dequeue[item] == NONE ? ret : Math.min(ret, when.ret()[dequeue[item]]);
    }

    /** Up to this rank it surely did not go. */
    int goneFrom(int item) {
        return dequeue[item] == NONE ? STAYS : Math.max(when.call()[dequeue[item]], when.call()[enqueue[item]]);
    }

    int goneBy(int item) {
        return dequeue[item] == NONE ? STAYS : Math.min(when.ret()[dequeue[item]], STAYS - 1);
    }

    /** Finds an order; returns four operations that forbid one, or null. */
    Ruling.@Nullable Refuted find() {
        int items = enqueue.length;
        int[] comeFrom = sorted(this::comeFrom);
        int[] comeBy = sorted(this::comeBy);
        int[] goneFrom = sorted(this::goneFrom);
        int[] goneBy = sorted(this::goneBy);
        int count = comeFrom.length;
        boolean[] removed = new boolean[items];
        byte[] free = new byte[items];
        int[] ready = new int[count];
        int waiting = 0;
        int nextCome = 0;
        int nextGone = 0;
        int firstCome = 0;
        int firstGone = 0;
        while (size < count) {
            while (removed[comeBy[firstCome]]) {
                firstCome++;
            }
            while (removed[goneBy[firstGone]]) {
                firstGone++;
            }
            int come = comeBy(comeBy[firstCome]);
            int gone = goneBy(goneBy[firstGone]);
            for (; nextCome < count && comeFrom(comeFrom[nextCome]) <= come; nextCome++) {
                if (++free[comeFrom[nextCome]] == 2) {
                    ready[waiting++] = comeFrom[nextCome];
                }
            }
            for (; nextGone < count && goneFrom(goneFrom[nextGone]) <= gone; nextGone++) {
                if (++free[goneFrom[nextGone]] == 2) {
                    ready[waiting++] = goneFrom[nextGone];
                }
            }
            if (waiting == 0) {
                int one = comeBy[firstCome];
                int other = goneBy[firstGone];
                return Suspects.of(enqueue[one], dequeue[one], enqueue[other], dequeue[other]);
            }
            int item = ready[--waiting];
            removed[item] = true;
            order[size++] = item;
        }
        return null;
    }

    private interface Rank {
        int of(int item);
    }

    /** The items by a rank; those without a bound last. */
    private int[] sorted(Rank rank) {
        int ranks = when.ranks();
        int[] at = new int[ranks];
        Arrays.fill(at, NONE);
        int count = 0;
        for (int item = 0; item < enqueue.length; item++) {
            if (enqueue[item] != NONE) {
                count++;
                if (rank.of(item) < ranks) {
                    at[rank.of(item)] = item;
                }
            }
        }
        int[] sorted = new int[count];
        int size = 0;
        for (int item : at) {
            if (item != NONE) {
                sorted[size++] = item;
            }
        }
        for (int bound = STAYS - 1; size < count; bound++) {
            for (int item = 0; item < enqueue.length; item++) {
                if (enqueue[item] != NONE && rank.of(item) == bound) {
                    sorted[size++] = item;
                }
            }
        }
        return sorted;
    }

    /** Puts the items in groups, in the order of these; within a group the order stays. */
    void group(int[] groupOf, int groups) {
        WitnessOrder grouped = new WitnessOrder(size, groups);
        for (int place = 0; place < size; place++) {
            grouped.add(order[place], groupOf[order[place]]);
        }
        System.arraycopy(grouped.sorted(), 0, order, 0, size);
    }
}
