package dev.stampede.checker.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operations, those that return sooner first, those that never return last. Not thread-safe.
 *
 * <p>A set of ranks, by which the events know the operations: a tree of words of 64 bits, in which a bit says that the word
 * below it is not empty.
 */
final class ReturnQueue {
    private final int[] ret;
    private final int[] events;

    /** From the leaves to the root, which is one word. */
    private final long[][] levels;

    /** Those that never return, in the order in which they were added. */
    private int[] lasting = new int[16];

    private int firstLasting;
    private int lastings;

    /** The first rank of the tree; {@link Problem#NEVER} if it is empty. */
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
        return first == Problem.NEVER && firstLasting == lastings;
    }

    int first() {
        return first == Problem.NEVER ? lasting[firstLasting] : ~events[first];
    }

    void add(int operation) {
        int at = ret[operation];
        if (at == Problem.NEVER) {
            lasting = lastings == lasting.length ? Arrays.copyOf(lasting, 2 * lastings) : lasting;
            lasting[lastings++] = operation;
            return;
        }
        first = Math.min(first, at);
        for (long[] words : levels) {
            words[at >>> 6] |= 1L << at;
            at >>>= 6;
        }
    }

    int remove() {
        if (first == Problem.NEVER) {
            return lasting[firstLasting++];
        }
        int removed = ~events[first];
        int at = first;
        for (long[] words : levels) {
            words[at >>> 6] &= ~(1L << at);
            if (words[at >>> 6] != 0) {
                break;
            }
            at >>>= 6;
        }
        first = lowest();
        return removed;
    }

    private int lowest() {
        int root = levels.length - 1;
        if (levels[root][0] == 0) {
            return Problem.NEVER;
        }
        int at = 0;
        for (int level = root; level >= 0; level--) {
            at = at << 6 | Long.numberOfTrailingZeros(levels[level][at]);
        }
        return at;
    }
}
