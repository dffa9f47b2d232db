package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;

/**
 * Reduction R7: examines the next read to return and whether its value can still occur, either from the current state
 * or from a state that an overwriting operation leaves before this read returns. Not thread-safe.
 */
final class ReadLookahead {
    private static final int NOT_COMPUTED = -2;

    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final WindowTable windows;
    private final PendingWindow window;
    private final FutureUse futureUse;
    private final long[] taken;

    /**
     * For each level at which a read returns, the last level up to it at which an overwriting operation is called that
     * may lead to the value of the read.
     */
    private int[] lastCallLeadingTo = {};

    /** A lookahead for configurations whose set of operations that took effect is in the given array. */
    ReadLookahead(Problem problem, WindowTable windows, PendingWindow window, FutureUse futureUse, long[] taken) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.window = window;
        this.futureUse = futureUse;
        this.taken = taken;
    }

    /** Whether the next read must fail. */
    boolean fails(int state) {
        int level = window.level();
        int read = futureUse.nextRead(level);
        if (read == windows.levels) {
            return false;
        }
        int reader = windows.returning[read];
        int seen = transitions.from(problem.kind(reader));
        if (seen == state || isOpenAndTaken(reader) || transitions.mayLead(state, seen)) {
            return false;
        }
        return !isOpenLeadingTo(seen)
                && !(futureUse.overwritingBetween(level, read) && lastCallLeadingTo(read, seen) > level);
    }

    private boolean overwritesToward(int operation, int seen) {
        int kind = problem.kind(operation);
        return transitions.form(kind) == TransitionForm.OVERWRITES && transitions.mayLead(transitions.to(kind), seen);
    }

    private int lastCallLeadingTo(int read, int seen) {
        if (lastCallLeadingTo.length == 0) {
            lastCallLeadingTo = new int[windows.levels];
            Arrays.fill(lastCallLeadingTo, NOT_COMPUTED);
        }
        if (lastCallLeadingTo[read] == NOT_COMPUTED) {
            int at = windows.callsFrom[read + 1] - 1;
            while (at >= 0 && !overwritesToward(windows.called[at], seen)) {
                at--;
            }
            lastCallLeadingTo[read] = at < 0 ? -1 : windows.levelOfCall(at);
        }
        return lastCallLeadingTo[read];
    }

    private boolean isOpenAndTaken(int operation) {
        int slot = windows.slot[operation];
        long open = (window.observers[slot >> 6] | window.changes[slot >> 6]) & taken[slot >> 6];
        return window.operation[slot] == operation && (open >> slot & 1) != 0;
    }

    private boolean isOpenLeadingTo(int seen) {
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.changes[w] | window.options[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (overwritesToward(operation, seen)) {
                    return true;
                }
            }
        }
        for (int supply : futureUse.overwritingSupplies()) {
            int to = transitions.to(windows.supplyKind[supply]);
            if (window.supplied[supply] > 0 && transitions.mayLead(to, seen)) {
                return true;
            }
        }
        return false;
    }
}
