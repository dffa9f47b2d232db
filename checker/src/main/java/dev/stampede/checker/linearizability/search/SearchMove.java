package dev.stampede.checker.linearizability.search;

/**
 * One step of a search as a number: an operation with a slot takes effect, an operation of a supply takes effect, or
 * the free operation that returns is dropped.
 */
final class SearchMove {
    private SearchMove() {}

    /** The free operation that returns is dropped. */
    static final int DROP = -1;

    /** No move: the start of a path. */
    static final int NONE = Integer.MIN_VALUE;

    static int ofSupply(int supply) {
        return -2 - supply;
    }

    static boolean isSupply(int move) {
        return move <= -2 && move != NONE;
    }

    /** The supply that a move uses, or -1. */
    static int supply(int move) {
        return isSupply(move) ? -2 - move : -1;
    }
}
