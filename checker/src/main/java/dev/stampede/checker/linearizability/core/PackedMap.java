package dev.stampede.checker.linearizability.core;

/** A map from long to int (0 is absent) with open addressing and linear probing. Not thread-safe. */
final class PackedMap {
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1024];
    private int[] values = new int[1024];
    private int size;

    int get(long key) {
        return values[slot(key)];
    }

    /** Adds a non-zero value under an absent key; returns the number of bytes by which the table grew. */
    long put(long key, int value) {
        int slot = slot(key);
        keys[slot] = key;
        values[slot] = value;
        size++;
        return size * 2 > keys.length ? grow() : 0;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * MIX) >>> 32) & mask;
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private long grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
        return 12L * oldKeys.length;
    }
}
