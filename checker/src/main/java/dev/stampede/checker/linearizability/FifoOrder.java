package dev.stampede.checker.linearizability;

import org.jspecify.annotations.Nullable;

/** Orders the items of a queue by when they came and went; the essay at {@link FifoSpecialist} says why. */
final class FifoOrder {
    private static final int NONE = -1;

    /** After everything: what goes at an unknown time goes before it. */
    private static final int STAYS = Integer.MAX_VALUE;

    private final Intervals when;
    private final int[] itemOf;
    private final int[] enqueue;
    private final int[] dequeue;
    private final int[] order;
    private final boolean[] removed;
    private int size;

    /**
     * Items by number, without those that nobody enqueued; a dequeue of -1 stands for an item that stays.
     *
     * @param itemOf by operation: the item, or -1
     */
    FifoOrder(Intervals when, int[] itemOf, int[] enqueue, int[] dequeue) {
        this.when = when;
        this.itemOf = itemOf;
        this.enqueue = enqueue;
        this.dequeue = dequeue;
        this.order = new int[enqueue.length];
        this.removed = new boolean[enqueue.length];
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
        Waiting waiting = new Waiting();
        int count = 0;
        int leaving = 0;
        for (int item = 0; item < enqueue.length; item++) {
            count += enqueue[item] == NONE ? 0 : 1;
            leaving += dequeue[item] == NONE ? 0 : 1;
        }
        int firstCome = 0;
        int firstGone = 0;
        while (size < count) {
            while (firstCome < when.ranks() && !comesBy(firstCome)) {
                firstCome++;
            }
            while (firstGone < when.ranks() && !isGoneBy(firstGone)) {
                firstGone++;
            }
            waiting.comeUpTo(firstCome);
            waiting.goneUpTo(firstGone);
            if (leaving == 0) {
                waiting.staying();
            }
            int item = waiting.next();
            if (item == NONE) {
                return and(and(new Suspects(), firstCome), firstGone).refuted();
            }
            leaving -= dequeue[item] == NONE ? 0 : 1;
            removed[item] = true;
            order[size++] = item;
        }
        return null;
    }

    /** The operations of the item at a rank, if there is one. */
    private Suspects and(Suspects suspects, int rank) {
        if (rank == when.ranks()) {
            return suspects;
        }
        int item = itemOf[~when.events()[rank]];
        return suspects.and(enqueue[item]).and(dequeue[item]);
    }

    /** Whether at a rank an item that is left surely came. */
    private boolean comesBy(int rank) {
        int event = when.events()[rank];
        int item = event < 0 ? itemOf[~event] : NONE;
        return item != NONE && !removed[item] && comeBy(item) == rank;
    }

    private boolean isGoneBy(int rank) {
        int event = when.events()[rank];
        int item = event < 0 ? itemOf[~event] : NONE;
        return item != NONE && !removed[item] && dequeue[item] == ~event;
    }

    /** The items before which no other that is left must come. */
    private final class Waiting {
        /** By item: whether no other must come before it because of when it came, and whether because of when it went. */
        private final byte[] free = new byte[enqueue.length];

        private final int[] ready = new int[enqueue.length];
        private int count;
        private int nextCome;
        private int nextGone;
        private boolean stayingFreed;

        void comeUpTo(int rank) {
            for (; nextCome <= rank && nextCome < when.ranks(); nextCome++) {
                int event = when.events()[nextCome];
                if (event >= 0 && itemOf[event] != NONE && enqueue[itemOf[event]] == event) {
                    free(itemOf[event]);
                }
            }
        }

        void goneUpTo(int rank) {
            for (; nextGone <= rank && nextGone < when.ranks(); nextGone++) {
                int event = when.events()[nextGone];
                if (event >= 0 && itemOf[event] != NONE && goneFrom(itemOf[event]) == nextGone) {
                    free(itemOf[event]);
                }
            }
        }

        /** Those that stay, once all others have gone. */
        void staying() {
            for (int item = 0; !stayingFreed && item < enqueue.length; item++) {
                if (enqueue[item] != NONE && dequeue[item] == NONE) {
                    free(item);
                }
            }
            stayingFreed = true;
        }

        private void free(int item) {
            if (++free[item] == 2) {
                ready[count++] = item;
            }
        }

        int next() {
            return count == 0 ? NONE : ready[--count];
        }
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
