package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * Builds an order of all operations that took effect from chains without contradictions, as in the theorem: the chains
 * by min(first return, last call); within a chain, cluster by cluster; within a cluster, the source first, then its
 * uses in the order of their calls.
 *
 * <p>Failed compare-and-sets that are not uses are inserted afterwards, in the order of their calls. A gap is possible
 * for a failed compare-and-set if the value in the gap differs from the expected one, if every operation that returned
 * before its call precedes the gap, and if every operation that was called after its return follows the gap. Each is
 * inserted into the first possible gap, which leaves the most room for later ones.
 */
final class ReadsFromOrder {
    private final Columns ops;
    private final Chains chains;
    private final ReadsFromRelation relation;
    private final int[] order;
    private int size;
    private int[] withFailed = {};

    ReadsFromOrder(Columns ops, Chains chains) {
        this.ops = ops;
        this.chains = chains;
        this.relation = chains.relation();
        this.order = new int[ops.size];
        place(heads(), usesBySource());
    }

    private int[] heads() {
        boolean[] read = new boolean[ops.size];
        for (int use = 1; use < ops.size; use++) {
            if (relation.hasSource(use)) {
                read[relation.sourceOf(use)] = true;
            }
        }
        Integer[] heads = new Integer[ops.size];
        int count = 0;
        for (int i = 0; i < ops.size; i++) {
            if (ops.kind[i] == Columns.WRITE && (!ops.optional[i] || read[i])) {
                heads[count++] = i;
            }
        }
        Arrays.sort(
                heads,
                0,
                count,
                Comparator.<Integer>comparingInt(head -> Math.min(chains.firstReturn(head), chains.lastCall(head)))
                        .thenComparingInt(chains::lastCall)
                        .thenComparingInt(chains::firstReturn));
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = heads[i];
        }
        return sorted;
    }

    /** The first use of each source except moves, and after it the next use of the same source; -1 for none. */
    private int[][] usesBySource() {
        int[] first = new int[ops.size];
        int[] next = new int[ops.size];
        Arrays.fill(first, -1);
        for (int use = ops.size - 1; use > 0; use--) {
            if (ops.kind[use] != Columns.MOVE && relation.hasSource(use)) {
                int source = relation.sourceOf(use);
                next[use] = first[source];
                first[source] = use;
            }
        }
        return new int[][] {first, next};
    }

    private void place(int[] heads, int[][] uses) {
        for (int head : heads) {
            for (int source = head; source >= 0; source = relation.mover(source)) {
                order[size++] = source;
                for (int use = uses[0][source]; use >= 0; use = uses[1][use]) {
                    order[size++] = use;
                }
            }
        }
    }

    /** Inserts the failed compare-and-sets that are not uses; returns those for which there is no gap. */
    int[] withoutGap(IntPredicate isUse) {
        int[] valueAfter = new int[size];
        int value = ops.yields[Columns.INITIAL];
        for (int i = 0; i < size; i++) {
            value = ops.isSource(order[i]) ? ops.yields[order[i]] : value;
            valueAfter[i] = value;
        }
        int[] lastReturned = new int[ops.ranks + 1];
        int[] firstCalled = new int[ops.ranks + 1];
        fillBounds(lastReturned, firstCalled);
        int[] gap = new int[ops.size];
        PriorityQueue<Integer> running = new PriorityQueue<>(Comparator.comparingInt(operation -> ops.ret[operation]));
        int earliest = 0;
        int[] withoutGap = new int[ops.size];
        int count = 0;
        for (int failed = 1; failed < ops.size; failed++) {
            if (ops.kind[failed] != Columns.EXCLUDE || isUse.test(failed)) {
                gap[failed] = -1;
                continue;
            }
            while (!running.isEmpty() && ops.ret[running.peek()] < ops.call[failed]) {
                earliest = Math.max(earliest, gap[running.remove()]);
            }
            int at = Math.max(earliest, lastReturned[ops.call[failed]]);
            int end = firstCalled[ops.ret[failed]];
            while (at < end && valueAfter[at] == ops.needs[failed]) {
                at++;
            }
            if (at >= end) {
                withoutGap[count++] = failed;
                gap[failed] = -1;
            } else {
                gap[failed] = at;
                running.add(failed);
            }
        }
        if (count == 0) {
            withFailed = merged(gap);
        }
        return Arrays.copyOf(withoutGap, count);
    }

    /**
     * For each rank, the last position of an operation that returned before it, and the first position of one called
     * after it.
     */
    private void fillBounds(int[] lastReturned, int[] firstCalled) {
        Arrays.fill(firstCalled, size);
        for (int i = 0; i < size; i++) {
            int operation = order[i];
            if (operation != Columns.INITIAL) {
                if (ops.ret[operation] != Columns.NEVER) {
                    lastReturned[ops.ret[operation]] = i;
                }
                firstCalled[ops.call[operation]] = i;
            }
        }
        for (int rank = 1; rank < lastReturned.length; rank++) {
            lastReturned[rank] = Math.max(lastReturned[rank], lastReturned[rank - 1]);
        }
        for (int rank = firstCalled.length - 2; rank >= 0; rank--) {
            firstCalled[rank] = Math.min(firstCalled[rank], firstCalled[rank + 1]);
        }
    }

    private int[] merged(int[] gap) {
        int[] first = new int[size];
        int[] next = new int[ops.size];
        Arrays.fill(first, -1);
        for (int failed = ops.size - 1; failed > 0; failed--) {
            if (gap[failed] >= 0) {
                next[failed] = first[gap[failed]];
                first[gap[failed]] = failed;
            }
        }
        int[] merged = new int[ops.size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (order[i] != Columns.INITIAL) {
                merged[count++] = order[i];
            }
            for (int failed = first[i]; failed >= 0; failed = next[failed]) {
                merged[count++] = failed;
            }
        }
        return Arrays.copyOf(merged, count);
    }

    /** All operations in order; call only when all of them have a position. */
    int[] operations() {
        return withFailed;
    }
}
