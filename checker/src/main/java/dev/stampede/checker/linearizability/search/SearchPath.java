package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;

/**
 * The configurations from the start to the current position of a search, with the remaining moves of each. A stack in
 * primitive arrays instead of recursion. Not thread-safe.
 */
final class SearchPath {
    private static final int FIRST = 32;

    private final int setLongs;
    private final SearchBudget budget;
    private int depth;
    private int[] level = new int[FIRST];
    private int[] state = new int[FIRST];
    private int[] move = new int[FIRST];
    private int[] base = new int[FIRST];
    private long[] sets;
    private int[][] nogoods;
    private int tries;
    private int[] tryMove = new int[FIRST];
    private int[] tryState = new int[FIRST];

    SearchPath(int words, boolean conditional, SearchBudget budget) {
        this.setLongs = 2 * words;
        this.budget = budget;
        this.sets = new long[FIRST * setLongs];
        this.nogoods = new int[conditional ? FIRST : 0][];
    }

    int depth() {
        return depth;
    }

    int level(int at) {
        return level[at];
    }

    int state(int at) {
        return state[at];
    }

    /** The move that led to a configuration of the path. */
    int move(int at) {
        return move[at];
    }

    /**
     * Both sets of a configuration of the path: from {@link #setsAt}, first the operations that took effect, then the
     * free ones.
     */
    long[] sets() {
        return sets;
    }

    int setsAt(int at) {
        return at * setLongs;
    }

    /** Appends a configuration; further moves start from it. */
    void push(int atLevel, long[] taken, long[] free, int inState, int byMove) {
        if (depth == level.length) {
            grow();
        }
        level[depth] = atLevel;
        state[depth] = inState;
        move[depth] = byMove;
        base[depth] = tries;
        System.arraycopy(taken, 0, sets, depth * setLongs, setLongs / 2);
        System.arraycopy(free, 0, sets, depth * setLongs + setLongs / 2, setLongs / 2);
        depth++;
    }

    void pop() {
        depth--;
    }

    int[] nogood() {
        return nogoods.length == 0 ? Nogood.ALWAYS : nogoods[depth - 1];
    }

    void nogood(int[] newNogood) {
        if (nogoods.length > 0) {
            nogoods[depth - 1] = newNogood;
        }
    }

    /** Adds a move to try from the last configuration; the move that was added last is tried first. */
    void willTry(int withMove, int resultingState) {
        if (tries == tryMove.length) {
            hold(8L * tries);
            tryMove = Arrays.copyOf(tryMove, 2 * tries);
            tryState = Arrays.copyOf(tryState, 2 * tries);
        }
        tryMove[tries] = withMove;
        tryState[tries++] = resultingState;
    }

    /** The number of remaining moves of the last configuration. */
    int left() {
        return tries - base[depth - 1];
    }

    /** Moves one of the remaining moves of the last configuration to the front. */
    void tryFirst(int which) {
        int at = base[depth - 1] + which;
        int preferredMove = tryMove[at];
        int preferredState = tryState[at];
        tryMove[at] = tryMove[tries - 1];
        tryState[at] = tryState[tries - 1];
        tryMove[tries - 1] = preferredMove;
        tryState[tries - 1] = preferredState;
    }

    /**
     * Removes the last configuration as if it had not been reached; the configuration will be tried again after all
     * others.
     */
    void postponeLast() {
        depth--;
        tries = base[depth];
        willTry(move[depth], state[depth]);
        int first = base[depth - 1];
        System.arraycopy(tryMove, first, tryMove, first + 1, tries - 1 - first);
        System.arraycopy(tryState, first, tryState, first + 1, tries - 1 - first);
        tryMove[first] = move[depth];
        tryState[first] = state[depth];
    }

    boolean hasMore() {
        return tries > base[depth - 1];
    }

    /** Takes the next move; read it with {@link #nextMove} and {@link #nextState}. */
    void next() {
        tries--;
    }

    int nextMove() {
        return tryMove[tries];
    }

    int nextState() {
        return tryState[tries];
    }

    private void grow() {
        hold((16L + 8L * setLongs + (nogoods.length > 0 ? 4 : 0)) * depth);
        int longer = depth + Math.max(FIRST, depth / 2);
        level = Arrays.copyOf(level, longer);
        state = Arrays.copyOf(state, longer);
        move = Arrays.copyOf(move, longer);
        base = Arrays.copyOf(base, longer);
        sets = Arrays.copyOf(sets, longer * setLongs);
        if (nogoods.length > 0) {
            nogoods = Arrays.copyOf(nogoods, longer);
        }
    }

    private void hold(long bytes) {
        if (!budget.allows(2 * bytes)) {
            budget.hold(2 * bytes);
            throw new SearchBudget.Exhausted();
        }
        budget.hold(bytes);
    }
}
