package dev.stampede.checker.linearizability;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for an order of the operations of one part that its model allows.
 *
 * <h2>What is searched</h2>
 *
 * An operation takes effect at one instant of its interval. J. M. Wing and C. Gong ("Testing and verifying concurrent
 * objects", JPDC 17 (1993)) try all orders that respect the intervals; G. Lowe ("Testing for linearizability", Concurrency
 * and Computation 29 (2017)) remembers from which pairs of (operations that took effect, state) nothing can be reached.
 * Operations that have returned need not be remembered one by one, since all of them took effect. So a configuration here
 * is: the return that comes next, which of the operations <em>open before it</em> took effect, and the state (A. Horn and
 * D. Kroening, "Faster linearizability checking via P-compositionality", FORTE 2015, cut at the same places). Its size does
 * not depend on the length of the history, only on how many operations are open at once. Only configurations that failed
 * are remembered, so that a history in which nothing has to be taken back leaves the memory empty.
 *
 * <p>The search goes from return to return. An operation that returns must have taken effect; if it has not, the moves from
 * the configuration are: one of the open operations takes effect. The path and the moves left to try are kept in arrays.
 *
 * <h2>What is not searched, and why nothing is lost</h2>
 *
 * Each {@link Reduction} rests on an exchange: whatever order there is can be changed into one that the reduced search
 * looks at. In what follows an order is one from the configuration at hand to the end.
 *
 * <ul>
 *   <li><b>R1</b> {@link Reduction#OBSERVE_AT_ONCE}. What leaves every state in which it is possible as it is can be moved
 *       forward to any place where it is possible: no other operation notices. So it takes effect as soon as it is open
 *       and possible.
 *   <li><b>R2</b> {@link Reduction#FIRST_RETURN_FIRST}. If an order uses, of two open operations of one kind, the one that
 *       returns later first, they can change places: both are open at the first place; and the one that returns later is
 *       still open at the second, as the other was. A certain operation goes before an indeterminate one in the same way:
 *       using it relieves it of its return.
 *   <li><b>R3</b> {@link Reduction#OVERWRITTEN_IS_FREE}. Where an operation overwrites the state, every other write that is
 *       open may have taken effect just before, unseen. It becomes free: nothing is owed for it any more, but it may still
 *       be used. So does a write of the state that there is already. When a free write returns it may be dropped; or it
 *       is used at that last moment. A write of the state that there is already may be of use as well: to make others
 *       free.
 *   <li><b>R4</b> {@link Reduction#ON_DEMAND}. Say an order begins with a write that does not return next, and look at what
 *       follows it. If that overwrites, the write may as well be free (R3). Otherwise it is open already, for all that
 *       takes effect before the next return is, and it is possible in the state written. So writes are tried only if
 *       something open that is not a write is possible after them, or if they return next. An indeterminate operation is
 *       tried only under the same condition; if no operation needs its result it is not needed itself. Need is followed
 *       backwards through the indeterminate operations (see {@link Demand}). Indeterminate operations without a deadline
 *       differ in nothing but their kind, so that it suffices to count how many of a kind have been used, and a
 *       configuration that failed is remembered with the counts that were the reason (see {@link Nogood}): with more used
 *       it fails too.
 *   <li><b>R5</b> {@link Reduction#FORGET_UNWANTED}. If nothing that returns later, but for writes, is possible in the state
 *       that a free operation leads to, using it at the last moment is of no use: what followed it would overwrite, or
 *       come to the end. So it is dropped without the other choice.
 *   <li><b>R6</b> {@link Reduction#KEEP_THE_LAST}. A certain operation that will be called later is possible in one state
 *       only. If that is the state now, and nothing open and nothing called later leads to it, the state must not be left.
 *       If the operation is open already, it is the only one that may leave it; if there are two, neither may. If a free operation is the last that leads there, it must not be dropped.
 *   <li><b>R7</b> {@link Reduction#LOOK_AHEAD}. Before the next read returns nothing will overwrite, and the model says that
 *       nothing else can lead from the state to what it saw.
 * </ul>
 *
 * What the search knows of operations are their {@link Form}s. Where those do not say, it supposes the worst: that an
 * operation may be possible anywhere, and may lead anywhere.
 *
 * <p>These arguments are easily made wrongly: three first versions of R3 were. Hence the fuzzing of the engine against
 * {@link NaiveSearch}, with each reduction alone and without each, and the {@link Replay} of every order that is found.
 *
 * <p>Not thread-safe; may be paused, and go on in another thread. Once it has ended it cannot go on.
 */
final class WindowedSearch {
    private static final int LOOK_AT_CLOCK = 255;

    /** After how many steps without getting further it is usually worth while to try elsewhere. */
    static final long PATIENCE = 300;

    /** By how many returns it goes back for that, at first. */
    private static final int STEP_BACK = 16;

    private static final int MOST_DOUBLINGS = 24;

    /** Hears what became of operations when a path is walked again. */
    interface Listener {
        /** An operation took effect. */
        void tookEffect(int operation);

        /** An operation of a supply took effect. */
        void tookEffectOfSupply(int supply, int calledSoFar);

        /** A write may be thought to have taken effect here. */
        void becameFree(int operation);
    }

    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final Windows windows;
    private final SearchBudget budget;
    private final Outlook outlook;
    private final Window window;
    private final Supplies supplies;
    private final FailedConfigurations failures;
    private final SearchPath path;
    private final Expansion expansion;
    private final ReadAhead readAhead;
    private final boolean forgetUnwanted;
    private final long patience;
    private final boolean lookAhead;
    private final boolean overwrittenIsFree;
    private final long[] taken;
    private final long[] free;
    private int state;
    private int move = Move.NONE;
    private boolean returningIsFree;
    private @Nullable Listener listener;
    private int deepest;
    private long steps;
    private long progressed;
    private int stalls;

    WindowedSearch(
            Problem problem,
            Windows windows,
            Outlook outlook,
            Set<Reduction> reductions,
            boolean[] counted,
            long patience,
            SearchBudget budget) {
        this.patience = patience;
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.outlook = outlook;
        this.budget = budget;
        this.window = new Window(windows);
        this.supplies = new Supplies(window, counted);
        boolean conditional = counted.length > 0;
        this.failures = new FailedConfigurations(windows.words, conditional, budget);
        this.path = new SearchPath(windows.words, conditional, budget);
        this.taken = new long[windows.words];
        this.free = new long[windows.words];
        this.expansion = new Expansion(problem, windows, window, outlook, supplies, path, taken, free, reductions);
        this.readAhead = new ReadAhead(problem, windows, window, outlook, taken);
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

    /** Searches until it knows, or has made so many more steps, or the budget is over; may be called again if paused. */
    End run(long moreSteps) {
        if (windows.levels == 0) {
            return End.FOUND;
        }
        long limit = steps + moreSteps < 0 ? Long.MAX_VALUE : steps + moreSteps;
        try {
            while (steps < limit) {
                if ((++steps & LOOK_AT_CLOCK) == 0) {
                    if (budget.outOfTime()) {
                        return End.OUT_OF_TIME;
                    }
                    if (failures.forgetsTooMuch()) {
                        return End.OUT_OF_MEMORY;
                    }
                }
                if (settle()) {
                    return End.FOUND;
                }
                if (window.level() > deepest) {
                    deepest = window.level();
                    progressed = steps;
                    if (stalls > 0) {
                        stalls = 0;
                        expansion.shuffle(0);
                    }
                }
                enter();
                if (steps - progressed > patience << Math.min(stalls, MOST_DOUBLINGS)) {
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

    /** Enters the configuration that was reached, unless it is known to fail. */
    private void enter() {
        int[] nogood = failures.find(window.level(), taken, free, state, supplies);
        if (nogood == null && lookAhead && readAhead.fails(state)) {
            nogood = Nogood.ALWAYS;
        }
        if (nogood == null && Move.isSupply(move)) {
            nogood = repeated();
        }
        if (nogood == null) {
            path.push(window.level(), taken, free, state, move);
            expansion.list(state, returningIsFree);
            path.nogood(supplies.takeBlame());
        } else {
            failed(nogood, move);
        }
    }

    /**
     * Goes some way back and on from there in another order, where the search has not come further for long: what it
     * learned is kept, only luck is tried (C. Gomes, B. Selman, H. Kautz, "Boosting combinatorial search through
     * randomization", AAAI 1998). Each time farther back, and after twice as long, so that no more than half of all
     * steps are lost.
     */
    private void tryElsewhere() {
        int target = deepest - (STEP_BACK << Math.min(stalls, MOST_DOUBLINGS));
        while (path.depth() > 1 && path.level(path.depth() - 1) > target) {
            int supply = Move.supply(path.move(path.depth() - 1));
            if (supply >= 0) {
                supplies.giveBack(supply);
            }
            path.takeBack();
        }
        stalls++;
        progressed = steps;
        expansion.shuffle(stalls);
    }

    private void failed(int[] nogood, int byMove) {
        int supply = Move.supply(byMove);
        if (supply >= 0) {
            supplies.giveBack(supply);
        }
        if (path.depth() > 0) {
            path.nogood(Nogood.both(path.nogood(), nogood, supply));
        }
    }

    /** Goes on to the next configuration that is to be tried; false if there is none. */
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

    /** Makes one move from the configuration in the fields. */
    private void make(int withMove, int resultingState) {
        move = withMove;
        if (withMove == Move.DROP) {
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
            int supply = Move.supply(withMove);
            supplies.use(supply);
            freeOthers(windows.supplyKind[supply]);
            if (listener != null) {
                listener.tookEffectOfSupply(supply, window.supplied[supply]);
            }
        }
        state = resultingState;
    }

    /** What is open and overwrites is free once another overwrites: it may have been before that. */
    private void freeOthers(int kind) {
        if (!overwrittenIsFree || transitions.form(kind) != Form.OVERWRITES) {
            return;
        }
        for (int w = 0; w < free.length; w++) {
            if (listener != null) {
                tellFree(w, window.writes[w] & ~taken[w] & ~free[w]);
            }
            free[w] = window.writes[w] & ~taken[w];
        }
    }

    private void tellFree(int word, long slots) {
        Listener told = listener;
        for (long x = slots; told != null && x != 0; x &= x - 1) {
            told.becameFree(window.operation[64 * word + Long.numberOfTrailingZeros(x)]);
        }
    }

    /**
     * Does all that needs no choice: what only observes takes effect, writes of the current state become free, and returns
     * of what has taken effect are passed. True if the last return is passed.
     */
    private boolean settle() {
        returningIsFree = false;
        while (true) {
            observe();
            int returning = windows.returning[window.level()];
            int word = windows.slot[returning] >> 6;
            long bit = 1L << windows.slot[returning];
            if ((taken[word] & bit) == 0) {
                boolean dispensable = (free[word] & bit) != 0 || windows.role(returning) == Windows.Role.OPTION;
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
                && !outlook.ofUseAfter(transitions.to(kind), window.level());
    }

    /**
     * The nogood of the configuration on the path that is the same as this one, but for supplies that have been used since
     * then in vain; null if there is none.
     */
    private int @Nullable [] repeated() {
        int[] usedSince = new int[windows.supplyKind.length];
        usedSince[Move.supply(move)]++;
        for (int at = path.depth() - 1; at >= 0 && sameBut(at); at--) {
            if (path.state(at) == state) {
                return nogoodOfUses(usedSince);
            }
            int supply = Move.supply(path.move(at));
            if (supply < 0) {
                return null;
            }
            usedSince[supply]++;
        }
        return null;
    }

    private boolean sameBut(int at) {
        if (path.level(at) != window.level()) {
            return false;
        }
        int sets = path.setsAt(at);
        return Arrays.equals(path.sets(), sets, sets + taken.length, taken, 0, taken.length)
                && Arrays.equals(path.sets(), sets + taken.length, sets + 2 * taken.length, free, 0, free.length);
    }

    private int[] nogoodOfUses(int[] usedSince) {
        int[] nogood = new int[2 * usedSince.length];
        int count = 0;
        for (int supply = 0; supply < usedSince.length; supply++) {
            int before = supplies.used(supply) - usedSince[supply];
            if (supplies.counted(supply) && before > 0) {
                nogood[count++] = supply;
                nogood[count++] = before;
            }
        }
        return Arrays.copyOf(nogood, count);
    }

    /** The operation whose return the search could not pass at the furthest place that it came to. */
    int stuckAt() {
        return windows.returning[deepest];
    }

    /** How far it came, in words. */
    String progress() {
        return steps + " steps, " + failures.size() + " failed configurations, at best " + deepest + " of "
                + windows.levels + " returns passed";
    }

    long steps() {
        return steps;
    }

    /** Walks the path that was found once more, and tells what happens on it. Ends the search. */
    void walk(Listener told) {
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
        listener = told;
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
