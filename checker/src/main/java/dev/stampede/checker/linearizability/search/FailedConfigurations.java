package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.SearchBudget;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of configurations that cannot be completed to a linearization. Each entry has a list of nogoods; a
 * {@link Nogood} is a condition under which the configuration fails.
 *
 * <p>A configuration consists of a level, a set of slots whose operations have taken effect, a set of slots whose
 * operations are free, and a state. A free operation may still take effect, but it does not have to, because an
 * overwrite may have hidden its effect ({@link Reduction#OVERWRITTEN_IS_FREE}). An entry takes 24 bytes for up to 64
 * slots, regardless of the length of the history.
 *
 * <p>Open addressing with linear probing in one array of buckets. When the memory limit is reached, new entries
 * overwrite old ones. This costs time but does not change the verdict. Not thread-safe.
 */
final class FailedConfigurations {
    private static final int FIRST_BUCKETS = 64;
    private static final int MAX_LONGS = 1 << 30;

    private final int words;
    private final int stride;
    private final boolean conditional;
    private final SearchBudget budget;
    private long[] table;
    private int[][] nogoods;
    private int buckets = FIRST_BUCKETS;
    private int size;
    private long overwritten;

    /** An empty table. A table that is not conditional stores no nogoods, and every failure counts as unconditional. */
    FailedConfigurations(int words, boolean conditional, SearchBudget budget) {
        this.words = words;
        this.stride = 2 * words + 1;
        this.conditional = conditional;
        this.budget = budget;
        this.table = new long[buckets * stride];
        this.nogoods = conditional ? new int[buckets][] : new int[0][];
        budget.hold(8L * table.length + (conditional ? 4L * buckets : 0));
    }

    int size() {
        return size;
    }

    /** Whether the overwritten entries outnumber the buckets by a factor of 16, so that continuing is pointless. */
    boolean overwritesTooMuch() {
        return overwritten > 16L * buckets;
    }

    /**
     * Returns the first nogood of this configuration that holds for the current use of {@code supplies} (the pool of
     * indeterminate operations); null if none holds, or if the configuration is not in the table.
     */
    int @Nullable [] find(int level, long[] taken, long[] free, int state, IndeterminatePool supplies) {
        int bucket = bucket(tag(level, state), taken, 0, free, 0);
        if (table[bucket * stride] == 0) {
            return null;
        }
        if (!conditional) {
            return Nogood.ALWAYS;
        }
        return Nogood.firstThatApplies(nogoods[bucket], supplies);
    }

    /** Adds a nogood for a configuration whose sets are in one array. */
    void add(int level, long[] sets, int at, int state, int[] nogood) {
        long tag = tag(level, state);
        int bucket = bucket(tag, sets, at, sets, at + words);
        if (table[bucket * stride] != 0) {
            addNogood(bucket, nogood);
            return;
        }
        if ((size + 1) * 2L > buckets && !grow()) {
            bucket = bucketAtLimit(tag, sets, at, bucket);
        } else {
            bucket = bucket(tag, sets, at, sets, at + words);
            size++;
        }
        table[bucket * stride] = tag;
        System.arraycopy(sets, at, table, bucket * stride + 1, 2 * words);
        if (conditional) {
            nogoods[bucket] = Nogood.listOf(nogood);
            budget.hold(24 + 4L * nogood.length);
        }
    }

    private void addNogood(int bucket, int[] nogood) {
        if (conditional) {
            int[] before = nogoods[bucket];
            int[] after = Nogood.added(before, nogood);
            nogoods[bucket] = after;
            budget.hold(4L * (after.length - before.length));
        }
    }

    /**
     * Returns the bucket for a new entry of a table that cannot grow: the empty bucket while the load is at most ¾;
     * otherwise the home bucket, whose entry is overwritten.
     */
    private int bucketAtLimit(long tag, long[] sets, int at, int empty) {
        if ((size + 1) * 4L <= buckets * 3L) {
            size++;
            return empty;
        }
        overwritten++;
        return homeBucket(hash(tag, sets, at, sets, at + words));
    }

    private static long tag(int level, int state) {
        return ((long) level << 32 | state) + 1;
    }

    private int bucket(long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        int bucket = homeBucket(hash(tag, taken, takenAt, free, freeAt));
        while (table[bucket * stride] != 0 && !same(bucket * stride, tag, taken, takenAt, free, freeAt)) {
            bucket = (bucket + 1) & (buckets - 1);
        }
        return bucket;
    }

    private int homeBucket(long hash) {
        return (int) (hash >>> 32) & (buckets - 1);
    }

    private boolean same(int at, long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        boolean same = table[at] == tag;
        for (int i = 0; same && i < words; i++) {
            same = table[at + 1 + i] == taken[takenAt + i] && table[at + 1 + words + i] == free[freeAt + i];
        }
        return same;
    }

    private long hash(long tag, long[] taken, int takenAt, long[] free, int freeAt) {
        long hash = tag * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ (hash >>> 29) ^ taken[takenAt + i]) * 0xBF58476D1CE4E5B9L;
            hash = (hash ^ (hash >>> 32) ^ free[freeAt + i]) * 0x94D049BB133111EBL;
        }
        return hash ^ (hash << 32);
    }

    private boolean grow() {
        long longs = 2L * buckets * stride;
        long more = 8 * longs + (conditional ? 8L * buckets : 0);
        if (longs > MAX_LONGS || !budget.allows(more)) {
            return false;
        }
        budget.hold(more / 2);
        long[] oldTable = table;
        int[][] oldNogoods = nogoods;
        int oldBuckets = buckets;
        buckets *= 2;
        table = new long[(int) longs];
        nogoods = conditional ? new int[buckets][] : oldNogoods;
        for (int old = 0; old < oldBuckets; old++) {
            int at = old * stride;
            if (oldTable[at] != 0) {
                int bucket = bucket(oldTable[at], oldTable, at + 1, oldTable, at + 1 + words);
                System.arraycopy(oldTable, at, table, bucket * stride, stride);
                if (conditional) {
                    nogoods[bucket] = oldNogoods[old];
                }
            }
        }
        return true;
    }
}
