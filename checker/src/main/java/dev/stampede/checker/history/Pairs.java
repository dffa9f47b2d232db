package dev.stampede.checker.history;

import java.util.Arrays;

/**
 * For each number from 0 on, the places in an {@link ByteBufferStore} of its beginning and of its end.
 *
 * <p>Not thread-safe.
 */
final class Pairs {
    /** A place that is not known; the arena never begins a record at its very last byte. */
    private static final int NONE = -1;

    private int[] begins = new int[16];
    private int[] ends = new int[16];
    private int size;

    int size() {
        return size;
    }

    void begin(int place) {
        if (size == begins.length) {
            int larger = size + (size >> 1);
            begins = Arrays.copyOf(begins, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        begins[size] = place;
        ends[size] = NONE;
        size++;
    }

    void end(int number, int place) {
        ends[number] = place;
    }

    Frozen freeze() {
        return new Frozen(Arrays.copyOf(begins, size), Arrays.copyOf(ends, size));
    }

    /** The pairs at one time. Immutable and safe to share between threads. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the arrays are this package's own
    record Frozen(int[] begins, int[] ends) {
        int size() {
            return begins.length;
        }

        boolean ended(int number) {
            return ends[number] != NONE;
        }
    }
}
