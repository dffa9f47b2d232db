package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;

/**
 * Determines which states are still needed, and which operations can still lead to them, in the current window; used by
 * R6. Not thread-safe.
 */
final class StateRetention {
    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final PendingWindow window;
    private final FutureUse futureUse;
    private final IndeterminatePool supplies;
    private final long[] taken;

    StateRetention(
            Problem problem, PendingWindow window, FutureUse futureUse, IndeterminatePool supplies, long[] taken) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.window = window;
        this.futureUse = futureUse;
        this.supplies = supplies;
        this.taken = taken;
    }

    /** The number of open certain operations that are possible only in this state and leave it. */
    int openMovesFrom(int state) {
        int count = 0;
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.changes[w] & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                if (transitions.form(kind) == TransitionForm.MOVES
                        && transitions.from(kind) == state
                        && transitions.to(kind) != state) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Whether a certain operation that is open or called later is possible only in this state. */
    boolean isNeeded(int state) {
        if (futureUse.neededByCallsAfter(state, window.level())) {
            return true;
        }
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.observers[w] | window.changes[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                TransitionForm form = transitions.form(kind);
                if ((form == TransitionForm.READS || form == TransitionForm.MOVES) && transitions.from(kind) == state) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an operation that is open or called later, except one, may lead to a state. */
    boolean mayBeProduced(int to, int except) {
        if (futureUse.producedByCallsAfter(to, window.level())) {
            return true;
        }
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.additions[w] | window.changes[w] | window.options[w]) & ~taken[w];
                    x != 0;
                    x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (operation != except && mayProduce(problem.kind(operation), to)) {
                    return true;
                }
            }
        }
        int supplyOf = futureUse.supplyOf(to);
        return (supplyOf >= 0 && supplies.has(supplyOf))
                || anyHasMore(futureUse.movingTo(to))
                || anyHasMore(futureUse.otherSupplies());
    }

    private boolean mayProduce(int kind, int to) {
        TransitionForm form = transitions.form(kind);
        return form == TransitionForm.ADDS
                || form == TransitionForm.CHANGES
                || (form.leadsToOne() && transitions.to(kind) == to);
    }

    private boolean anyHasMore(int[] some) {
        boolean any = false;
        for (int supply : some) {
            any |= supplies.has(supply);
        }
        return any;
    }
}
