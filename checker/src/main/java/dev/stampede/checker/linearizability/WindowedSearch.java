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
    private final Demand demand;
    private final FailedConfigurations failures;
    private final SearchPath path;
    private final boolean firstReturnFirst;
    private final boolean onDemand;
    private final boolean forgetUnwanted;
    private final boolean keepTheLast;
    private final boolean lookAhead;
    private final boolean overwrittenIsFree;
    private final long[] taken;
    private final long[] free;
    private int state;
    private int move = Move.NONE;
    private boolean returningIsFree;
    private boolean staying;
    private @Nullable Listener listener;
    private int deepest;
    private long steps;

    /** For each kind the operation of it to try, if it is stamped. */
    private final int[] kindStamp;

    private final int[] kindBest;
    private int stampNow;
    private int[] candidates = new int[64];

    WindowedSearch(
            Problem problem,
            Windows windows,
            Outlook outlook,
            Set<Reduction> reductions,
            boolean[] counted,
            SearchBudget budget) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.outlook = outlook;
        this.budget = budget;
        this.window = new Window(windows);
        this.supplies = new Supplies(window, counted);
        this.demand = new Demand(problem, windows, window, outlook, supplies);
        boolean conditional = counted.length > 0;
        this.failures = new FailedConfigurations(windows.words, conditional, budget);
        this.path = new SearchPath(windows.words, conditional, budget);
        this.taken = new long[windows.words];
        this.free = new long[windows.words];
        this.kindStamp = new int[transitions.kinds()];
        this.kindBest = new int[transitions.kinds()];
        firstReturnFirst = reductions.contains(Reduction.FIRST_RETURN_FIRST);
        overwrittenIsFree = reductions.contains(Reduction.OVERWRITTEN_IS_FREE);
        onDemand = reductions.contains(Reduction.ON_DEMAND);
        forgetUnwanted = reductions.contains(Reduction.FORGET_UNWANTED);
        keepTheLast = reductions.contains(Reduction.KEEP_THE_LAST);
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
                deepest = Math.max(deepest, window.level());
                enter();
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
        if (nogood == null && lookAhead && readAheadFails()) {
            nogood = Nogood.ALWAYS;
        }
        if (nogood == null && Move.isSupply(move)) {
            nogood = repeated();
        }
        if (nogood == null) {
            path.push(window.level(), taken, free, state, move);
            expand();
            path.nogood(supplies.takeBlame());
        } else {
            failed(nogood, move);
        }
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

    private boolean readAheadFails() {
        int level = window.level();
        int read = outlook.nextRead(level);
        if (read == windows.levels || outlook.overwritingBetween(level, read)) {
            return false;
        }
        int reader = windows.returning[read];
        int seen = transitions.from(problem.kind(reader));
        if (seen == state || isOpenAndTaken(reader) || mayBeOverwritten()) {
            return false;
        }
        return !transitions.mayLead(state, seen);
    }

    private boolean isOpenAndTaken(int operation) {
        int slot = windows.slot[operation];
        long open = (window.observers[slot >> 6] | window.changes[slot >> 6]) & taken[slot >> 6];
        return window.operation[slot] == operation && (open >> slot & 1) != 0;
    }

    private boolean mayBeOverwritten() {
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.changes[w] | window.options[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (transitions.form(problem.kind(operation)) == Form.OVERWRITES) {
                    return true;
                }
            }
        }
        for (int supply : outlook.overwritingSupplies()) {
            if (window.supplied[supply] > 0) {
                return true;
            }
        }
        return false;
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

    /** Lists the moves to try from the configuration that was entered, the most promising last. */
    private void expand() {
        int level = window.level();
        int returning = windows.returning[level];
        boolean lastMoment = returningIsFree && windows.role(returning) == Windows.Role.OPTION;
        stampNow++;
        int leaving = keepTheLast ? openMovesFromHere() : 0;
        boolean last =
                keepTheLast && (leaving > 0 || outlook.neededByCallsAfter(state, level)) && !mayBeProduced(state, -1);
        staying = last && (leaving > 1 || outlook.neededByCallsAfter(state, level));
        if (last && !staying) {
            tryChanges(Form.MOVES);
            tryDrop(returning);
            return;
        }
        demand.compute(taken, state, lastMoment ? returning : -1);
        boolean returningWrites = windows.role(returning) == Windows.Role.WRITE;
        if (returningWrites || lastMoment) {
            boolean idle = transitions.form(problem.kind(returning)) == Form.OVERWRITES
                    && transitions.to(problem.kind(returning)) == state
                    && !isAnyUnfreed(returning);
            if (!idle) {
                tryOperation(returning);
            }
            if (firstReturnFirst) {
                kindStamp[problem.kind(returning)] = -stampNow;
            }
        }
        trySupplies();
        tryOptions(returning);
        tryWrites(returning);
        tryChanges(null);
        tryDrop(returning);
    }

    /** How many certain operations are open that are possible in this state only, and leave it. */
    private int openMovesFromHere() {
        int count = 0;
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.changes[w] & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                if (transitions.form(kind) == Form.MOVES
                        && transitions.from(kind) == state
                        && transitions.to(kind) != state) {
                    count++;
                }
            }
        }
        return count;
    }

    private void tryDrop(int returning) {
        if (returningIsFree && !loses(returning)) {
            path.willTry(Move.DROP, state);
        }
    }

    private void tryOperation(int operation) {
        tryTo(operation, transitions.next(state, problem.kind(operation)));
    }

    private void tryTo(int withMove, int next) {
        if (next == Transitions.ILLEGAL) {
            return;
        }
        if (next >= 0) {
            if (!staying || next == state) {
                path.willTry(withMove, next);
            }
            return;
        }
        for (int choice : transitions.choices(next)) {
            path.willTry(withMove, choice);
        }
    }

    private void trySupplies() {
        for (int supply : outlook.otherSupplies()) {
            if (supplies.has(supply)) {
                tryTo(Move.ofSupply(supply), transitions.next(state, windows.supplyKind[supply]));
            }
        }
        for (int supply : outlook.movingFrom(state)) {
            int to = transitions.to(windows.supplyKind[supply]);
            if (wants(to) && supplies.has(supply)) {
                tryTo(Move.ofSupply(supply), to);
            }
        }
        if (onDemand && demand.isListed()) {
            for (int i = 0; i < demand.wantedCount(); i++) {
                int supply = outlook.supplyOf(demand.wanted(i));
                if (supply >= 0) {
                    tryOverwritingSupply(supply, demand.wanted(i));
                }
            }
        } else {
            for (int supply : outlook.overwritingSupplies()) {
                int to = transitions.to(windows.supplyKind[supply]);
                if (wants(to)) {
                    tryOverwritingSupply(supply, to);
                }
            }
        }
    }

    private boolean wants(int to) {
        return !onDemand || demand.wants(to);
    }

    /** A certain write of the same state, if one is open, is always as good; and a write of this state only frees others. */
    private void tryOverwritingSupply(int supply, int to) {
        boolean better = firstReturnFirst && isOpenWriteOf(to);
        if (!better && (to != state || isAnyUnfreed(-1)) && supplies.has(supply)) {
            tryTo(Move.ofSupply(supply), to);
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

    /** Whether a write other than this is open and not free. */
    private boolean isAnyUnfreed(int but) {
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.writes[w] & ~taken[w] & ~free[w]; x != 0; x &= x - 1) {
                if (window.operation[64 * w + Long.numberOfTrailingZeros(x)] != but) {
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
            Form form = transitions.form(kind);
            boolean wanted = form == Form.CHANGES || wants(transitions.to(kind));
            boolean idle = form == Form.OVERWRITES && transitions.to(kind) == state && !isAnyUnfreed(-1);
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

    private void tryChanges(@Nullable Form only) {
        int count = collect(window.changes);
        for (int i = 0; i < count; i++) {
            if (only == null || transitions.form(problem.kind(candidates[i])) == only) {
                tryOperation(candidates[i]);
            }
        }
    }

    /** Gathers the open operations of a role, of each kind the first to return, the last to return first. */
    private int collect(long[] role) {
        int count = 0;
        for (int w = 0; w < taken.length; w++) {
            for (long x = role[w] & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                int kind = problem.kind(operation);
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

    /** Whether dropping the free operation that returns loses the last way to a state that is still needed. */
    private boolean loses(int returning) {
        int kind = problem.kind(returning);
        if (!keepTheLast || !transitions.form(kind).leadsToOne()) {
            return false;
        }
        int to = transitions.to(kind);
        return to != state && isNeeded(to) && !mayBeProduced(to, returning);
    }

    private boolean isNeeded(int of) {
        if (outlook.neededByCallsAfter(of, window.level())) {
            return true;
        }
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.observers[w] | window.changes[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                Form form = transitions.form(kind);
                if ((form == Form.READS || form == Form.MOVES) && transitions.from(kind) == of) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean mayBeProduced(int to, int but) {
        if (outlook.producedByCallsAfter(to, window.level())) {
            return true;
        }
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.writes[w] | window.changes[w] | window.options[w]) & ~taken[w]; x != 0; x &= x - 1) {
                int operation = window.operation[64 * w + Long.numberOfTrailingZeros(x)];
                if (operation != but && mayProduce(problem.kind(operation), to)) {
                    return true;
                }
            }
        }
        int supplyOf = outlook.supplyOf(to);
        return (supplyOf >= 0 && supplies.has(supplyOf))
                || anyHasMore(outlook.movingTo(to))
                || anyHasMore(outlook.otherSupplies());
    }

    private boolean mayProduce(int kind, int to) {
        Form form = transitions.form(kind);
        return form == Form.CHANGES || (form.leadsToOne() && transitions.to(kind) == to);
    }

    private boolean anyHasMore(int[] of) {
        boolean any = false;
        for (int supply : of) {
            any |= supplies.has(supply);
        }
        return any;
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
