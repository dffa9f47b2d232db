package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/**
 * The zone of each chain: its first return and its last call, and the operations of both. A chain is identified by its
 * head.
 *
 * <p>A chain must come before another one if its first return is before the other's last call. Two chains contradict
 * each other if each must come before the other. Candidates are found by time: each chain that was examined is listed
 * in all buckets of {@code 2^SHIFT} ranks that its zone overlaps.
 *
 * <p>Every change, also of the buckets, is recorded in the undo log of {@link Chains}. Not thread-safe.
 */
final class ChainZones {
    private static final int SHIFT = 5;
    private static final int NONE = -1;

    private final UndoLog log;
    private final int[] firstReturn;
    private final int[] firstToReturn;
    private final int[] lastCall;
    private final int[] lastCalled;

    /** The buckets in which a chain is listed; none if the first number is larger than the second. */
    private final int[] listedFrom;

    private final int[] listedTo;
    private final int[][] bucket;
    private final int[] bucketSize;

    /** One zone for each operation; only those of sources are used. */
    ChainZones(Columns ops, UndoLog log) {
        this.log = log;
        int size = ops.size;
        firstReturn = new int[size];
        firstToReturn = new int[size];
        lastCall = ops.call.clone();
        lastCalled = new int[size];
        listedFrom = new int[size];
        listedTo = new int[size];
        bucket = new int[(ops.ranks >> SHIFT) + 2][];
        Arrays.fill(bucket, new int[0]);
        bucketSize = new int[bucket.length];
        for (int i = 0; i < size; i++) {
            firstReturn[i] = ops.optional[i] ? Columns.NEVER : ops.ret[i];
            firstToReturn[i] = i;
            lastCalled[i] = i;
            listedFrom[i] = 1;
            if (ops.kind[i] == Columns.WRITE && !ops.optional[i]) {
                list(i);
            }
        }
    }

    /** The first return in a chain; {@link Columns#NEVER} if no return in it counts. */
    int firstReturn(int head) {
        return firstReturn[head];
    }

    /** The operation that returns first in a chain. */
    int firstToReturn(int head) {
        return firstToReturn[head];
    }

    /** The last call in a chain. */
    int lastCall(int head) {
        return lastCall[head];
    }

    /** The operation that is called last in a chain. */
    int lastCalled(int head) {
        return lastCalled[head];
    }

    /**
     * Extends a chain by a return and a call of the given operations; returns whether its conflicts with other chains
     * must be checked.
     */
    boolean widen(int head, int ret, int returning, int call, int called) {
        boolean changed = firstReturn[head] == Columns.NEVER;
        if (ret < firstReturn[head]) {
            log.set(firstReturn, head, ret);
            log.set(firstToReturn, head, returning);
            changed = true;
        }
        if (call > lastCall[head]) {
            log.set(lastCall, head, call);
            log.set(lastCalled, head, called);
            changed = true;
        }
        return changed;
    }

    /** Lists an anchored chain; returns another chain such that each of the two must come before the other, or -1. */
    int contradicting(int head) {
        int first = firstReturn[head];
        int last = lastCall[head];
        if (first == Columns.NEVER) {
            return NONE;
        }
        list(head);
        for (int i = bucketOf(Math.min(first, last)); i <= bucketOf(Math.max(first, last)); i++) {
            int[] heads = bucket[i];
            for (int k = 0; k < bucketSize[i]; k++) {
                int other = heads[k];
                if (other != head && firstReturn[other] < last && first < lastCall[other]) {
                    return other;
                }
            }
        }
        return NONE;
    }

    private static int bucketOf(int rank) {
        return (rank + 1) >> SHIFT;
    }

    private void list(int head) {
        int first = firstReturn[head];
        int last = lastCall[head];
        int from = bucketOf(Math.min(first, last));
        int to = bucketOf(Math.max(first, last));
        int knownFrom = listedFrom[head];
        int knownTo = listedTo[head];
        if (knownFrom > knownTo) {
            put(head, from, to);
            log.set(listedFrom, head, from);
            log.set(listedTo, head, to);
            return;
        }
        if (from < knownFrom) {
            put(head, from, knownFrom - 1);
            log.set(listedFrom, head, from);
        }
        if (to > knownTo) {
            put(head, knownTo + 1, to);
            log.set(listedTo, head, to);
        }
    }

    private void put(int head, int from, int to) {
        for (int i = from; i <= to; i++) {
            int size = bucketSize[i];
            if (size == bucket[i].length) {
                bucket[i] = Arrays.copyOf(bucket[i], Math.max(8, 2 * size));
            }
            bucket[i][size] = head;
            log.set(bucketSize, i, size + 1);
        }
    }
}
