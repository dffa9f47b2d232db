package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A priority queue of operations by their returns; those that never return come last. Not thread-safe.
 *
 * <p>It is a set of ranks: a tree of 64-bit words, in which a bit means that the word below it is not empty.
 */
final class ReturnQueue {
    private final int[] ret;
    private final int[] events;

    /** From the leaves to the root, which is one word. */
    private final long[][] levels;

    /** The operations that never return, in the order in which they were added. */
    private int[] neverReturning = new int[16];

    private int firstNeverReturning;
    private int neverReturningCount;

    /** The lowest rank in the tree; {@link Problem#NEVER} if it is empty. */
    private int first = Problem.NEVER;

    ReturnQueue(Intervals when) {
        this.ret = when.ret();
        this.events = when.events();
        List<long[]> words = new ArrayList<>();
        for (int size = when.ranks(); words.isEmpty() || size > 1; ) {
            size = (size + 63) >>> 6;
            words.add(new long[Math.max(1, size)]);
        }
        this.levels = words.toArray(new long[0][]);
    }

    boolean isEmpty() {
        return first == Problem.NEVER && firstNeverReturning == neverReturningCount;
    }

    int first() {
        return first == Problem.NEVER ? neverReturning[firstNeverReturning] : ~events[first];
    }

    void add(int operation) {
        int at = ret[operation];
        if (at == Problem.NEVER) {
            if (neverReturningCount == neverReturning.length) {
                neverReturning = Arrays.copyOf(neverReturning, 2 * neverReturningCount);
            }
            neverReturning[neverReturningCount++] = operation;
            return;
        }
        first = Math.min(first, at);
        for (long[] words : levels) {
            boolean known = words[at >>> 6] != 0;
            words[at >>> 6] |= 1L << at;
            if (known) {
                return;
            }
            at >>>= 6;
        }
    }

    int remove() {
        if (first == Problem.NEVER) {
            return neverReturning[firstNeverReturning++];
        }
        int removed = ~events[first];
        int at = first;
        first = Problem.NEVER;
        for (int level = 0; level < levels.length && first == Problem.NEVER; level++) {
            long left = levels[level][at >>> 6] & ~(1L << at);
            levels[level][at >>> 6] = left;
            at >>>= 6;
            first = left == 0 ? Problem.NEVER : lowest(level, at << 6 | Long.numberOfTrailingZeros(left));
        }
        return removed;
    }

    /** The lowest rank below a bit. */
    private int lowest(int level, int bit) {
        int at = bit;
        for (int below = level - 1; below >= 0; below--) {
            at = at << 6 | Long.numberOfTrailingZeros(levels[below][at]);
        }
        return at;
    }
}
