package dev.stampede.checker.history;

import java.util.Arrays;

/**
 * For each operation or attempt, in the order of their numbers, the positions of its first and of its second event in a
 * {@link ByteBufferStore}.
 *
 * <p>Not thread-safe.
 */
final class Pairs {
    /** An unknown position. */
    private static final int NONE = -1;

    private int[] begins = new int[16];
    private int[] ends = new int[16];
    private int size;

    int size() {
        return size;
    }

    void begin(int position) {
        if (size == begins.length) {
            int larger = size + (size >> 1);
            begins = Arrays.copyOf(begins, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        begins[size] = position;
        ends[size] = NONE;
        size++;
    }

    void end(int number, int position) {
        ends[number] = position;
    }

    Frozen freeze() {
        return new Frozen(Arrays.copyOf(begins, size), Arrays.copyOf(ends, size));
    }

    /** The pairs at one moment. Immutable and safe to share between threads. */
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
