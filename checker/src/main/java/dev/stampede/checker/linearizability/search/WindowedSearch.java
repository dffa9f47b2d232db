package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One search, as described in the essay at {@link WindowedEngine}. Not thread-safe; can be paused and resumed in
 * another thread. It cannot be resumed after it has ended.
 */
public final class WindowedSearch {
    private static final int CLOCK_MASK = 255;

    /** The number of steps without progress after which the search goes back. */
    static final long PATIENCE = 300;

    /** The number of returns by which the search goes back the first time. */
    private static final int STEP_BACK = 16;

    private static final int MAX_DOUBLINGS = 24;

    /** Receives the effects of operations when a path is replayed. */
    interface Listener {
        /** An operation took effect. */
        void tookEffect(int operation);

        /** An operation of a supply took effect. */
        void tookEffectOfSupply(int supply, int calledSoFar);

        /** A write may have taken effect here. */
        void becameFree(int operation);
    }

    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final WindowTable windows;
    private final SearchBudget budget;
    private final FutureUse futureUse;
    private final PendingWindow window;
    private final IndeterminatePool supplies;
    private final FailedConfigurations failures;
    private final SearchPath path;
    private final MoveGenerator moves;
    private final ReadLookahead readAhead;
    private final CycleDetector cycles;
    private final boolean forgetUnwanted;
    private final long patience;
    private final boolean lookAhead;
    private final boolean overwrittenIsFree;
    private final long[] taken;
    private final long[] free;
    private int state;
    private int move = SearchMove.NONE;
    private boolean returningIsFree;
    private @Nullable Listener listener;
    private int deepest;
    private long steps;
    private long stepsAtProgress;
    private int stalls;

    WindowedSearch(
            Problem problem,
            WindowTable windows,
            FutureUse futureUse,
            Set<Reduction> reductions,
            boolean[] counted,
            long patience,
            SearchBudget budget) {
        this.patience = patience;
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.futureUse = futureUse;
        this.budget = budget;
        this.window = new PendingWindow(windows);
        this.supplies = new IndeterminatePool(window, counted);
        boolean conditional = counted.length > 0;
        this.failures = new FailedConfigurations(windows.words, conditional, budget);
        this.path = new SearchPath(windows.words, conditional, budget);
        this.taken = new long[windows.words];
        this.free = new long[windows.words];
        this.moves = new MoveGenerator(problem, windows, window, futureUse, supplies, path, taken, free, reductions);
        this.readAhead = new ReadLookahead(problem, windows, window, futureUse, taken);
        this.cycles = new CycleDetector(path, supplies, taken, free);
        overwrittenIsFree = reductions.contains(Reduction.OVERWRITTEN_IS_FREE);
        forgetUnwanted = reductions.contains(Reduction.FORGET_UNWANTED);
        lookAhead = reductions.contains(Reduction.LOOK_AHEAD);
    }

    /** How a run ended. */
    enum End {
        FOUND,
        REFUTED,
        PAUSED,
        OUT_OF_TIME,
        OUT_OF_MEMORY
    }

    /**
     * Searches until the result is known, the number of further steps is reached, or the budget is exhausted; can be
     * called again in the second case.
     */
    End run(long moreSteps) {
        if (windows.levels == 0) {
            return End.FOUND;
        }
        long limit = steps + moreSteps < 0 ? Long.MAX_VALUE : steps + moreSteps;
        try {
            while (steps < limit) {
                if ((++steps & CLOCK_MASK) == 0) {
                    if (budget.outOfTime()) {
                        return End.OUT_OF_TIME;
                    }
                    if (failures.overwritesTooMuch()) {
                        return End.OUT_OF_MEMORY;
                    }
                }
                if (settle()) {
                    return End.FOUND;
                }
                if (window.level() > deepest) {
                    deepest = window.level();
                    stepsAtProgress = steps;
                    if (stalls > 0) {
                        stalls = 0;
                        moves.shuffle(0);
                    }
                }
                enter();
                if (steps - stepsAtProgress > patience << Math.min(stalls, MAX_DOUBLINGS)) {
                    tryElsewhere();
                }
                if (!proceed()) {
                    return End.REFUTED;
                }
            }
            return End.PAUSED;
        } catch (SearchBudget.Exhausted e) {
            return budget.outOfMemory() ? End.OUT_OF_MEMORY : End.OUT_OF_TIME;
        }
    }

    /** Enters the new configuration, unless it is known to fail. */
    private void enter() {
        int[] nogood = failures.find(window.level(), taken, free, state, supplies);
        if (nogood == null && lookAhead && readAhead.fails(state)) {
            nogood = Nogood.ALWAYS;
        }
        if (nogood == null && SearchMove.isSupply(move)) {
            nogood = cycles.find(window.level(), state, move);
        }
        if (nogood == null) {
            path.push(window.level(), taken, free, state, move);
            moves.list(state, returningIsFree);
            path.nogood(supplies.takeNogood());
        } else {
            failed(nogood, move);
        }
    }

    /**
     * Goes back some way and continues in another order, after a long time without progress. What was learned is kept;
     * only the order of moves changes (C. Gomes, B. Selman, H. Kautz, "Boosting combinatorial search through
     * randomization", AAAI 1998). Each time the search goes back further, after twice as many steps, so that at most
     * half of all steps are wasted.
     */
    private void tryElsewhere() {
        int target = deepest - (STEP_BACK << Math.min(stalls, MAX_DOUBLINGS));
        while (path.depth() > 1 && path.level(path.depth() - 1) > target) {
            int supply = SearchMove.supply(path.move(path.depth() - 1));
            if (supply >= 0) {
                supplies.release(supply);
            }
            path.postponeLast();
        }
        stalls++;
        stepsAtProgress = steps;
        moves.shuffle(stalls);
    }

    private void failed(int[] nogood, int byMove) {
        int supply = SearchMove.supply(byMove);
        if (supply >= 0) {
            supplies.release(supply);
        }
        if (path.depth() > 0) {
            path.nogood(Nogood.both(path.nogood(), nogood, supply));
        }
    }

    /** Continues with the next configuration to try; returns false if there is none. */
    private boolean proceed() {
        while (path.depth() > 0) {
            int top = path.depth() - 1;
            if (path.hasMore()) {
                while (window.level() > path.level(top)) {
                    window.back();
                }
                path.next();
                System.arraycopy(path.sets(), path.setsAt(top), taken, 0, taken.length);
                System.arraycopy(path.sets(), path.setsAt(top) + taken.length, free, 0, free.length);
                make(path.nextMove(), path.nextState());
                return true;
            }
            int[] nogood = path.nogood();
            failures.add(path.level(top), path.sets(), path.setsAt(top), path.state(top), nogood);
            int byMove = path.move(top);
            path.pop();
            failed(nogood, byMove);
        }
        return false;
    }

    /** Makes one move from the current configuration. */
    private void make(int withMove, int resultingState) {
        move = withMove;
        if (withMove == SearchMove.DROP) {
            int slot = windows.slot[windows.returning[window.level()]];
            taken[slot >> 6] |= 1L << slot;
            free[slot >> 6] &= ~(1L << slot);
        } else if (withMove >= 0) {
            int slot = windows.slot[withMove];
            taken[slot >> 6] |= 1L << slot;
            freeOthers(problem.kind(withMove));
            free[slot >> 6] &= ~(1L << slot);
            if (listener != null) {
                listener.tookEffect(withMove);
            }
        } else {
            int supply = SearchMove.supply(withMove);
            supplies.use(supply);
            freeOthers(windows.supplyKind[supply]);
            if (listener != null) {
                listener.tookEffectOfSupply(supply, window.supplied[supply]);
            }
        }
        state = resultingState;
    }

    /**
     * Open operations that do not observe the state become free when another operation overwrites the state: they may
     * have taken effect before that operation.
     */
    private void freeOthers(int kind) {
        if (!overwrittenIsFree || transitions.form(kind) != TransitionForm.OVERWRITES) {
            return;
        }
        for (int w = 0; w < free.length; w++) {
            long overwritten = (window.writes[w] | window.additions[w]) & ~taken[w];
            if (listener != null) {
                reportFree(w, overwritten & ~free[w]);
            }
            free[w] = overwritten;
        }
    }

    private void reportFree(int word, long slots) {
        Listener to = listener;
        for (long x = slots; to != null && x != 0; x &= x - 1) {
            to.becameFree(window.operation[64 * word + Long.numberOfTrailingZeros(x)]);
        }
    }

    /**
     * Does everything that requires no choice: operations that only observe take effect, writes of the current state
     * become free, and returns of operations that have taken effect are passed. Returns true if the last return has
     * been passed.
     */
    private boolean settle() {
        returningIsFree = false;
        while (true) {
            observe();
            int returning = windows.returning[window.level()];
            int word = windows.slot[returning] >> 6;
            long bit = 1L << windows.slot[returning];
            if ((taken[word] & bit) == 0) {
                boolean dispensable = (free[word] & bit) != 0 || windows.role[returning] == WindowTable.Role.OPTION;
                if (!dispensable) {
                    return false;
                }
                if (!forgettable(returning)) {
                    returningIsFree = true;
                    return false;
                }
            }
            taken[word] &= ~bit;
            free[word] &= ~bit;
            if (window.level() + 1 == windows.levels) {
                return true;
            }
            window.forward();
        }
    }

    private void observe() {
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.observers[w] & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (transitions.next(state, problem.kind(operation)) == state) {
                    taken[w] |= x & -x;
                    if (listener != null) {
                        listener.tookEffect(operation);
                    }
                }
            }
            for (long x = window.writes[w] & ~taken[w] & ~free[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (transitions.to(problem.kind(operation)) == state) {
                    free[w] |= x & -x;
                    if (listener != null) {
                        listener.becameFree(operation);
                    }
                }
            }
        }
    }

    private boolean forgettable(int returning) {
        int kind = problem.kind(returning);
        return forgetUnwanted
                && transitions.form(kind).leadsToOne()
                && !futureUse.ofUseAfter(transitions.to(kind), window.level());
    }

    /** The operation whose return the search could not pass at its furthest point. */
    int stuckAt() {
        return windows.returning[deepest];
    }

    /** A description of the progress. */
    String progress() {
        return steps + " steps, " + failures.size() + " failed configurations, at best " + deepest + " of "
                + windows.levels + " returns passed";
    }

    long steps() {
        return steps;
    }

    /** Replays the path that was found and reports its effects to the listener. Ends the search. */
    void walk(Listener listener) {
        int count = Math.max(0, path.depth() - 1);
        int[] moves = new int[count];
        int[] states = new int[count];
        for (int i = 0; i < count; i++) {
            moves[i] = path.move(i + 1);
            states[i] = path.state(i + 1);
        }
        int lastMove = move;
        int lastState = state;
        boolean moved = path.depth() > 0;
        while (window.level() > 0) {
            window.back();
        }
        Arrays.fill(taken, 0);
        Arrays.fill(free, 0);
        state = 0;
        this.listener = listener;
        boolean ended = windows.levels == 0 || settle();
        for (int i = 0; i < count && !ended; i++) {
            make(moves[i], states[i]);
            ended = settle();
        }
        if (moved && !ended) {
            make(lastMove, lastState);
            settle();
        }
        listener = null;
    }
}
