package dev.stampede.checker.linearizability;

import java.util.Arrays;

/**
 * A set of pairs (bits, state), bits being as many words as the constructor was told. Open addressing, linear probing, one
 * array. Not thread-safe.
 */
final class ConfigurationSet {
    private final int words;
    private final int stride;
    private long[] table;
    private int slots = 16;
    private int size;

    ConfigurationSet(int words) {
        this.words = words;
        this.stride = words + 1;
        this.table = new long[slots * stride];
    }

    int size() {
        return size;
    }

    /**
     * Adds a pair.
     *
     * @return false if it was there already
     * @throws SearchBudget.Exhausted if the table would have to grow beyond the budget
     */
    boolean add(long[] bits, int state, SearchBudget budget) {
        int slot = slot(bits, state + 1L);
        int at = slot * stride;
        if (table[at] != 0) {
            return false;
        }
        table[at] = state + 1L;
        System.arraycopy(bits, 0, table, at + 1, words);
        if (++size * 2 > slots) {
            grow(budget);
        }
        return true;
    }

    private int slot(long[] bits, long tag) {
        int slot = (int) (hash(bits, 0, tag) >>> 32) & (slots - 1);
        while (table[slot * stride] != 0 && !same(slot * stride, bits, tag)) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot;
    }

    private boolean same(int at, long[] bits, long tag) {
        return table[at] == tag && Arrays.equals(table, at + 1, at + stride, bits, 0, words);
    }

    private long hash(long[] from, int at, long tag) {
        long hash = tag * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ (hash >>> 29) ^ from[at + i]) * 0xBF58476D1CE4E5B9L;
        }
        return hash ^ (hash << 32);
    }

    private void grow(SearchBudget budget) {
        long longs = 2L * slots * stride;
        if (longs > Integer.MAX_VALUE - 8 || !budget.allows(8 * longs)) {
            budget.hold(8 * longs);
            throw new SearchBudget.Exhausted();
        }
        budget.hold(8 * longs / 2);
        long[] old = table;
        table = new long[(int) longs];
        slots *= 2;
        long[] bits = new long[words];
        for (int at = 0; at < old.length; at += stride) {
            if (old[at] != 0) {
                System.arraycopy(old, at + 1, bits, 0, words);
                int to = slot(bits, old[at]) * stride;
                System.arraycopy(old, at, table, to, stride);
            }
        }
    }
}
