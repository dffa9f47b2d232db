package dev.stampede.checker.linearizability.specialists;

import java.util.Arrays;

/**
 * Puts blocks of operations in order, where no operation of one block may come between those of another.
 *
 * <p>Of a block only two ranks matter: the first return of its operations, and the last call. A block A must come before a
 * block B if something in A returned before something in B was called, that is if first(A) < last(B). A block with first <
 * last is a <em>forward</em> zone [first, last]: at every point of it the block has begun and is not over. Any other is a
 * <em>backward</em> zone [last, first], at any point of which the whole block may take place.
 *
 * <p><b>Theorem</b> (Gibbons and Korach). The blocks can be ordered if and only if no two forward zones overlap and no
 * backward zone lies within a forward one. <em>Only if:</em> two forward zones that overlap, and a backward zone in a
 * forward one, must each come before the other, by the definition. <em>If:</em> take for a forward zone its first return as
 * its key, for a backward zone its last call, or, if that lies in a forward zone, the end of that zone, which then is not
 * after the backward zone's own end. In the order of the keys no block follows one that it must come before: among forward
 * zones because they are disjoint; and a backward zone holds its key, so that everything in it was called before its key
 * and returned after it, while a forward zone with a smaller key ends no later than that key, and one with a greater key
 * begins after it. One sweep over the ranks meets the blocks in the order of their keys: a backward zone in a forward one
 * after the latter's beginning, and before anything that begins after its end.
 *
 * <p> P. B. Gibbons, E. Korach, "Testing shared memories", SIAM J. Comput. 26 (1997).
 */
final class Zones {
    /** The rank of what was there before the first event. */
    static final int BEFORE = -1;

    private final int[] firstReturn;
    private final int[] lastCall;
    private final int blocks;
    private final int ranks;

    private int conflicting = -1;
    private int conflictingWith = -1;

    /** Blocks with their first returns and last calls, which lie from {@link #BEFORE} to the number of ranks. */
    Zones(int[] firstReturn, int[] lastCall, int blocks, int ranks) {
        this.firstReturn = firstReturn;
        this.lastCall = lastCall;
        this.blocks = blocks;
        this.ranks = ranks;
    }

    /** Whether a block's operations cannot all take place at one point. */
    static boolean forward(int firstReturn, int lastCall) {
        return firstReturn < lastCall;
    }

    /** The blocks in order; empty if there is none, and then {@link #conflicting} and {@link #conflictingWith} say why. */
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

    /** One of two blocks that must each come before the other; -1 if there are none. */
    int conflicting() {
        return conflicting;
    }

    int conflictingWith() {
        return conflictingWith;
    }
}
