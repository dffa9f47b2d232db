package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A problem as operations on one register, numbered in the order of their calls.
 *
 * <p>Every object whose operations have these forms is treated as a register; its states are the values. Operation 0 is
 * the write of the initial value, which was called and returned before all others. Immutable.
 */
final class Columns {
    /** Requires one value and leaves it unchanged: a read. */
    static final byte READ = 0;

    /** Requires no value and sets one: a write. */
    static final byte WRITE = 1;

    /** Requires one value and sets another: a successful compare-and-set. */
    static final byte MOVE = 2;

    /** Requires any value except one, and leaves it unchanged: a failed compare-and-set. */
    static final byte EXCLUDE = 3;

    /** The write of the initial value. */
    static final int INITIAL = 0;

    /** The rank of the initial write's call and return. */
    static final int BEFORE = -1;

    /** The return of an optional operation without an upper bound. */
    static final int NEVER = Problem.NEVER;

    /**
     * The maximum number of states in which the model is asked about the effect of an indeterminate operation with an
     * undeclared shape.
     */
    private static final int MAX_ASKED = 64;

    final int size;
    final byte[] kind;

    /** The required value, or the excluded one. */
    final int[] needs;

    /** The value that a write or a move sets. */
    final int[] yields;

    final int[] call;
    final int[] ret;

    /** Whether the operation is indeterminate: it possibly had no effect. */
    final boolean[] optional;

    /** The index of each operation in the problem; -1 for the initial write. */
    final int[] operation;

    /** The number of values. */
    final int values;

    /** The number of ranks of events. */
    final int ranks;

    private final int[] calledAfter;

    private Columns(Problem problem, int[] operations) {
        Transitions<?, ?, ?> transitions = problem.transitions();
        size = operations.length + 1;
        kind = new byte[size];
        needs = new int[size];
        yields = new int[size];
        call = new int[size];
        ret = new int[size];
        optional = new boolean[size];
        operation = new int[size];
        values = transitions.states();
        ranks = problem.events().length;
        kind[INITIAL] = WRITE;
        call[INITIAL] = BEFORE;
        ret[INITIAL] = BEFORE;
        operation[INITIAL] = -1;
        for (int i = 1; i < size; i++) {
            int index = operations[i - 1];
            int ofKind = problem.kind(index);
            operation[i] = index;
            call[i] = problem.invocationRank(index);
            ret[i] = problem.returnRank(index);
            optional[i] = !problem.required(index);
            needs[i] = transitions.from(ofKind);
            yields[i] = transitions.to(ofKind);
            kind[i] = kind(transitions.form(ofKind), needs[i] == yields[i]);
        }
        calledAfter = new int[ranks + 1];
        int next = 1;
        for (int rank = BEFORE; rank < ranks; rank++) {
            while (next < size && call[next] <= rank) {
                next++;
            }
            calledAfter[rank + 1] = next;
        }
    }

    private static byte kind(TransitionForm form, boolean idle) {
        return switch (form) {
            case READS -> READ;
            case OVERWRITES -> WRITE;
            case MOVES -> idle ? READ : MOVE;
            default -> EXCLUDE;
        };
    }

    /** The columns, or null if an operation has another form. */
    static @Nullable Columns of(Problem problem) {
        Transitions<?, ?, ?> transitions = problem.transitions();
        int[] called = problem.when().called();
        int[] kept = new int[called.length];
        int size = 0;
        for (int operation : called) {
            int kind = problem.kind(operation);
            TransitionForm form = transitions.form(kind);
            boolean needsOne =
                    form == TransitionForm.READS || form == TransitionForm.MOVES || form == TransitionForm.EXCLUDES;
            boolean leftOut =
                    !problem.required(operation) && (form.observes() || neverChanges(transitions, kind, form));
            if (leftOut) {
                continue;
            }
            if (needsOne ? transitions.from(kind) < 0 : form != TransitionForm.OVERWRITES) {
                return null;
            }
            kept[size++] = operation;
        }
        return new Columns(problem, Arrays.copyOf(kept, size));
    }

    /**
     * Whether an indeterminate operation changes none of the existing states; then it is equivalent to one without
     * effect.
     */
    private static boolean neverChanges(Transitions<?, ?, ?> transitions, int kind, TransitionForm form) {
        boolean never = form == TransitionForm.USELESS || form.asks();
        if (form.asks() && transitions.states() > MAX_ASKED) {
            return false;
        }
        for (int state = 0; form.asks() && never && state < transitions.states(); state++) {
            never = transitions.next(state, kind) == Transitions.ILLEGAL;
        }
        return never;
    }

    /** The first operation that is called after a rank; {@link #size} if there is none. */
    int firstCalledAfter(int rank) {
        return rank == NEVER ? size : calledAfter[rank + 1];
    }

    boolean isSource(int operation) {
        return kind[operation] == WRITE || kind[operation] == MOVE;
    }

    boolean isUse(int operation) {
        return kind[operation] == READ || kind[operation] == MOVE;
    }

    /** Whether a source sets the value that a use requires. */
    boolean feeds(int source, int use) {
        return (kind[use] == EXCLUDE) != (yields[source] == needs[use]);
    }
}
