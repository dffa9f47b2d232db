package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import java.util.Set;

/**
 * Lists the moves that a {@link WindowedSearch} tries from a configuration; applies the reductions R2, R4 and R6. Not
 * thread-safe.
 */
final class MoveGenerator {
    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final WindowTable windows;
    private final PendingWindow window;
    private final FutureUse futureUse;
    private final IndeterminatePool supplies;
    private final WantedStates wantedStates;
    private final StateRetention retention;
    private final SearchPath path;
    private final boolean firstReturnFirst;
    private final boolean onDemand;
    private final boolean keepTheLast;
    private final long[] taken;
    private final long[] free;
    private int state;
    private boolean returningIsFree;

    /** Whether the next move must keep the state. */
    private boolean stateMustStay;

    /**
     * For each kind, {@link #stampNow} if an operation of the kind was listed in this configuration, and its negative
     * if none must be tried.
     */
    private final int[] kindStamp;

    /** For each kind that was seen, the position of its candidate. */
    private final int[] kindBest;

    private int stampNow;
    private boolean shuffled;
    private long randomState;
    private int[] candidates = new int[64];

    /** Lists moves for configurations in the given arrays on the given path. */
    MoveGenerator(
            Problem problem,
            WindowTable windows,
            PendingWindow window,
            FutureUse futureUse,
            IndeterminatePool supplies,
            SearchPath path,
            long[] taken,
            long[] free,
            Set<Reduction> reductions) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.window = window;
        this.futureUse = futureUse;
        this.supplies = supplies;
        this.wantedStates = new WantedStates(problem, windows, window, futureUse, supplies);
        this.retention = new StateRetention(problem, window, futureUse, supplies, taken);
        this.path = path;
        this.taken = taken;
        this.free = free;
        this.kindStamp = new int[2 * transitions.kinds()];
        this.kindBest = new int[2 * transitions.kinds()];
        firstReturnFirst = reductions.contains(Reduction.FIRST_RETURN_FIRST);
        onDemand = reductions.contains(Reduction.ON_DEMAND);
        keepTheLast = reductions.contains(Reduction.KEEP_THE_LAST);
    }

    /** Lists the moves to try from the current configuration, the most promising last. */
    void list(int inState, boolean returningMayBeDropped) {
        state = inState;
        returningIsFree = returningMayBeDropped;
        int level = window.level();
        int returning = windows.returning[level];
        boolean lastMoment = returningIsFree && windows.role[returning] == WindowTable.Role.OPTION;
        stampNow++;
        int leaving = keepTheLast ? retention.openMovesFrom(state) : 0;
        boolean last = keepTheLast
                && (leaving > 0 || futureUse.neededByCallsAfter(state, level))
                && !retention.mayBeProduced(state, -1);
        stateMustStay = last && (leaving > 1 || futureUse.neededByCallsAfter(state, level));
        if (last && !stateMustStay) {
            tryMovesAndObservers();
            tryDrop(returning);
            return;
        }
        wantedStates.compute(taken, state, lastMoment ? returning : -1);
        boolean returningWrites = windows.role[returning] == WindowTable.Role.WRITE;
        if (returningWrites || lastMoment) {
            boolean idle = transitions.form(problem.kind(returning)) == TransitionForm.OVERWRITES
                    && transitions.to(problem.kind(returning)) == state
                    && !isAnyUnfreed(returning);
            if (!idle && isUseful(returning)) {
                tryOperation(returning);
            }
            if (firstReturnFirst) {
                kindStamp[problem.kind(returning)] = -stampNow;
            }
        }
        trySupplies();
        tryOptions(returning);
        tryWrites(returning);
        tryAdditions(returning);
        tryChanges();
        tryDrop(returning);
        if (shuffled && path.left() > 1) {
            randomState = randomState * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
            if ((randomState >>> 60 & 1) == 0) {
                path.tryFirst((int) ((randomState >>> 33) % path.left()));
            }
        }
    }

    /** Permutes the order of moves from now on, deterministically for each number; 0 keeps the order. */
    void shuffle(int variant) {
        shuffled = variant != 0;
        randomState = variant;
    }

    private void tryDrop(int returning) {
        if (returningIsFree && !dropLosesState(returning)) {
            path.willTry(SearchMove.DROP, state);
        }
    }

    /** Whether dropping the free operation that returns would remove the last way to a state that is still needed. */
    private boolean dropLosesState(int returning) {
        int kind = problem.kind(returning);
        if (!keepTheLast || !transitions.form(kind).leadsToOne()) {
            return false;
        }
        int to = transitions.to(kind);
        return to != state && retention.isNeeded(to) && !retention.mayBeProduced(to, returning);
    }

    private void tryOperation(int operation) {
        tryTo(operation, transitions.next(state, problem.kind(operation)));
    }

    private void tryTo(int withMove, int next) {
        if (next == Transitions.ILLEGAL) {
            return;
        }
        if (next >= 0) {
            if (!stateMustStay || next == state) {
                path.willTry(withMove, next);
            }
            return;
        }
        for (int choice : transitions.choices(next)) {
            path.willTry(withMove, choice);
        }
    }

    private void trySupplies() {
        for (int supply : futureUse.otherSupplies()) {
            if (wantsAfter(windows.supplyKind[supply]) && supplies.has(supply)) {
                tryTo(SearchMove.ofSupply(supply), transitions.next(state, windows.supplyKind[supply]));
            }
        }
        for (int supply : futureUse.movingFrom(state)) {
            int to = transitions.to(windows.supplyKind[supply]);
            if (wants(to) && supplies.has(supply)) {
                tryTo(SearchMove.ofSupply(supply), to);
            }
        }
        if (onDemand && wantedStates.isListed()) {
            for (int i = 0; i < wantedStates.wantedCount(); i++) {
                int supply = futureUse.supplyOf(wantedStates.wanted(i));
                if (supply >= 0) {
                    tryOverwritingSupply(supply, wantedStates.wanted(i));
                }
            }
        } else {
            for (int supply : futureUse.overwritingSupplies()) {
                int to = transitions.to(windows.supplyKind[supply]);
                if (wants(to)) {
                    tryOverwritingSupply(supply, to);
                }
            }
        }
    }

    private boolean wants(int to) {
        return !onDemand || wantedStates.wants(to);
    }

    /** Whether some operation may need the state after an operation of a kind. */
    private boolean wantsAfter(int kind) {
        TransitionForm form = transitions.form(kind);
        if (form.leadsToOne()) {
            return wants(transitions.to(kind));
        }
        if (form != TransitionForm.ADDS || !windows.additions) {
            return true;
        }
        int next = transitions.next(state, kind);
        return next < 0 || wants(next);
    }

    /**
     * Tries a supply that writes a state, unless an open certain write leads to the same state, which is always as
     * good. A write of the current state is useful only if it frees other writes.
     */
    private void tryOverwritingSupply(int supply, int to) {
        boolean better = firstReturnFirst && isOpenWriteOf(to);
        if (!better && (to != state || isAnyUnfreed(-1)) && supplies.has(supply)) {
            tryTo(SearchMove.ofSupply(supply), to);
        }
    }

    private boolean isOpenWriteOf(int to) {
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.writes[w] & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (transitions.to(problem.kind(operation)) == to) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an operation other than {@code except} is open and not free, and would become free by an overwrite. */
    private boolean isAnyUnfreed(int except) {
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.additions[w]) & ~taken[w] & ~free[w]; x != 0; x &= x - 1) {
                if (window.operation[64 * w + Long.numberOfTrailingZeros(x)] != except) {
                    return true;
                }
            }
        }
        return false;
    }

    private void tryOptions(int returning) {
        int count = collect(window.options);
        for (int i = 0; i < count; i++) {
            int operation = candidates[i];
            if (operation == returning) {
                continue;
            }
            int kind = problem.kind(operation);
            TransitionForm form = transitions.form(kind);
            boolean wanted = wantsAfter(kind);
            boolean idle = form == TransitionForm.OVERWRITES && transitions.to(kind) == state && !isAnyUnfreed(-1);
            if (wanted && !idle) {
                tryOperation(operation);
            }
        }
    }

    private void tryWrites(int returning) {
        int count = collect(window.writes);
        for (int i = 0; i < count; i++) {
            int operation = candidates[i];
            int to = transitions.to(problem.kind(operation));
            boolean idle = to == state && !isAnyUnfreed(operation);
            if (operation != returning && !idle && wants(to)) {
                tryOperation(operation);
            }
        }
    }

    private void tryAdditions(int returning) {
        int count = collect(window.additions);
        for (int i = 0; i < count; i++) {
            int operation = candidates[i];
            if (operation == returning ? isUseful(operation) : wantsAfter(problem.kind(operation))) {
                tryOperation(operation);
            }
        }
    }

    /** Whether using the operation that returns next may be better than dropping it, if both are possible. */
    private boolean isUseful(int returning) {
        int kind = problem.kind(returning);
        if (!returningIsFree || !onDemand || !windows.additions || transitions.form(kind) != TransitionForm.ADDS) {
            return true;
        }
        int next = transitions.next(state, kind);
        return next < 0 || futureUse.ofUseAfter(next, window.level());
    }

    private void tryChanges() {
        int count = collect(window.changes);
        for (int i = 0; i < count; i++) {
            tryOperation(candidates[i]);
        }
    }

    private void tryMovesAndObservers() {
        int count = collect(window.changes);
        for (int i = 0; i < count; i++) {
            TransitionForm form = transitions.form(problem.kind(candidates[i]));
            if (form == TransitionForm.MOVES || form.observes()) {
                tryOperation(candidates[i]);
            }
        }
    }

    /**
     * Collects the open operations of a role, of each kind only the one that returns first. The one that returns last
     * comes first.
     */
    private int collect(long[] role) {
        int count = 0;
        for (int w = 0; w < taken.length; w++) {
            for (long x = role[w] & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                int kind = kindNumber(operation, w, x & -x);
                if (firstReturnFirst && kindStamp[kind] == -stampNow) {
                    continue;
                }
                if (firstReturnFirst && kindStamp[kind] == stampNow) {
                    int at = kindBest[kind];
                    if (windows.level[operation] < windows.level[candidates[at]]) {
                        candidates[at] = operation;
                    }
                    continue;
                }
                kindStamp[kind] = stampNow;
                kindBest[kind] = count;
                if (count == candidates.length) {
                    candidates = Arrays.copyOf(candidates, 2 * count);
                }
                candidates[count++] = operation;
            }
        }
        sortByReturn(count);
        return count;
    }

    /** The number of the kind of an operation. A free addition has another number than one that is not free. */
    private int kindNumber(int operation, int word, long bit) {
        int kind = problem.kind(operation);
        return (window.additions[word] & free[word] & bit) == 0 ? kind : transitions.kinds() + kind;
    }

    private void sortByReturn(int count) {
        for (int i = 1; i < count; i++) {
            int operation = candidates[i];
            int level = windows.level[operation];
            int at = i;
            while (at > 0 && windows.level[candidates[at - 1]] < level) {
                candidates[at] = candidates[at - 1];
                at--;
            }
            candidates[at] = operation;
        }
    }
}
