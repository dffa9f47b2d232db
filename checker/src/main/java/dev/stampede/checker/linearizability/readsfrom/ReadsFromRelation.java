package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/**
 * Which source each use reads from, and by which variable; this determines the order of the clusters in a chain.
 *
 * <p>Every change is recorded in the undo log of {@link Chains}. Not thread-safe.
 */
final class ReadsFromRelation {
    /** Stands for no variable, and for no operation. */
    static final int NONE = -1;

    private final Columns ops;
    private final Choices choices;
    private final UndoLog log;

    /** The variable by which each use has its source; {@link #NONE} if it has none. */
    private final int[] chosen;

    /**
     * For each optional source, the variable by which some use reads from it. Without one, the return of the source
     * constrains nothing; see {@link Chains}.
     */
    private final int[] usedBy;

    /** For each source, the move that reads from it; {@link #NONE} without one. */
    private final int[] mover;

    ReadsFromRelation(Columns ops, Choices choices, UndoLog log) {
        this.ops = ops;
        this.choices = choices;
        this.log = log;
        chosen = none(ops.size);
        usedBy = none(ops.size);
        mover = none(ops.size);
    }

    private static int[] none(int size) {
        int[] none = new int[size];
        Arrays.fill(none, NONE);
        return none;
    }

    /** A read, or a failed compare-and-set that is a use, gets its source by a variable. */
    void linkRead(int read, int variable) {
        log.set(chosen, read, variable);
    }

    /** A move gets its source by a variable. */
    void linkMove(int move, int source, int variable) {
        log.set(chosen, move, variable);
        log.set(mover, source, move);
    }

    /** The return of an optional source constrains the order from now on, by a variable. */
    void count(int source, int variable) {
        log.set(usedBy, source, variable);
    }

    /** The variable by which a use has its source, or {@link #NONE}. */
    int chosen(int use) {
        return chosen[use];
    }

    boolean hasSource(int use) {
        return chosen[use] >= 0;
    }

    /** The source of a use that has one. */
    int sourceOf(int use) {
        return choices.source(chosen[use]);
    }

    /** The move that reads from a source, or {@link #NONE}. */
    int mover(int source) {
        return mover[source];
    }

    /** The source of the preceding cluster in the chain of {@code source}; {@link #NONE} if its cluster is the head. */
    int previous(int source) {
        return ops.kind[source] == Columns.MOVE && chosen[source] >= 0 ? choices.source(chosen[source]) : NONE;
    }

    /** The head of the chain that contains a source's cluster. */
    int head(int source) {
        int at = source;
        for (int previous = previous(at); previous >= 0; previous = previous(at)) {
            at = previous;
        }
        return at;
    }

    /** Whether a source's cluster is that of another source, or follows it in the same chain. */
    boolean isAtOrAfter(int source, int other) {
        int at = source;
        while (at >= 0 && at != other) {
            at = previous(at);
        }
        return at == other;
    }

    /** The source of the cluster that contains an operation, which is a source or has one. */
    int clusterOf(int operation) {
        return ops.isSource(operation) ? operation : sourceOf(operation);
    }

    /**
     * The variable by which an operation belongs to its cluster or, for an optional source, by which its return
     * constrains the order; {@link #NONE} if no choice is needed.
     */
    int membership(int operation) {
        return ops.isSource(operation) ? usedBy[operation] : chosen[operation];
    }
}
