package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;

/**
 * Orders blocks of operations, where no operation of one block may come between those of another.
 *
 * <p>Only two ranks of a block matter: the first return and the last call of its operations. A block A must precede a
 * block B if an operation of A returned before an operation of B was called, that is, if first(A) &lt; last(B). A block
 * with first &lt; last is a <em>forward</em> zone [first, last]: at every point of it the block has begun and has not
 * ended. Any other block is a <em>backward</em> zone [last, first]: the whole block can take effect at any point of it.
 *
 * <p><b>Theorem</b> (Gibbons and Korach). The blocks can be ordered if and only if no two forward zones overlap and no
 * backward zone lies within a forward one. <em>Only if:</em> of two overlapping forward zones, and of a forward zone
 * with a backward zone in it, each must precede the other by definition. <em>If:</em> let the key of a forward zone be
 * its first return. Let the key of a backward zone be its last call; but if that call lies in a forward zone, the end
 * of the forward zone, which is not after the end of the backward zone. In the order of the keys no block follows one
 * that it must precede: forward zones are disjoint. A backward zone contains its key, so all its operations were called
 * before the key and returned after it; a forward zone with a smaller key ends no later than that key, and one with a
 * greater key begins after it. One sweep over the ranks visits the blocks in the order of their keys. It visits a
 * backward zone within a forward zone after the beginning of the forward zone, and before any zone that begins after
 * the end of the forward zone.
 *
 * <p>P. B. Gibbons, E. Korach, "Testing shared memories", SIAM J. Comput. 26 (1997).
 */
final class Zones {
    /** A rank before the first event. */
    static final int BEFORE = -1;

    private final int[] firstReturn;
    private final int[] lastCall;
    private final int blocks;
    private final int ranks;

    private int conflicting = -1;
    private int conflictingWith = -1;

    /** Blocks with their first returns and last calls, between {@link #BEFORE} and the number of ranks. */
    Zones(int[] firstReturn, int[] lastCall, int blocks, int ranks) {
        this.firstReturn = firstReturn;
        this.lastCall = lastCall;
        this.blocks = blocks;
        this.ranks = ranks;
    }

    /** Whether a block's operations cannot all take effect at one point. */
    static boolean forward(int firstReturn, int lastCall) {
        return firstReturn < lastCall;
    }

    /**
     * The blocks in order; empty if there is no order, and then {@link #conflicting} and {@link #conflictingWith}
     * return two blocks in conflict.
     */
    int[] order() {
        int[] beginning = new int[ranks + 1];
        Arrays.fill(beginning, -1);
        for (int block = 0; block < blocks; block++) {
            boolean forward = forward(firstReturn[block], lastCall[block]);
            beginning[1 + (forward ? firstReturn[block] : lastCall[block])] = block;
        }
        int[] order = new int[blocks];
        int size = 0;
        int open = -1;
        for (int rank = BEFORE; rank < ranks; rank++) {
            int block = beginning[rank + 1];
            if (block < 0) {
                continue;
            }
            int end = open < 0 ? BEFORE : lastCall[open];
            boolean forward = forward(firstReturn[block], lastCall[block]);
            if (rank < end && (forward || firstReturn[block] < end)) {
                return conflict(open, block);
            }
            open = forward ? block : open;
            order[size++] = block;
        }
        return order;
    }

    private int[] conflict(int one, int other) {
        conflicting = one;
        conflictingWith = other;
        return new int[0];
    }

    /** One of two blocks that must each precede the other; -1 if there are none. */
    int conflicting() {
        return conflicting;
    }

    int conflictingWith() {
        return conflictingWith;
    }
}
