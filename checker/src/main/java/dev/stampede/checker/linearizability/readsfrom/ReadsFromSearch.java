package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides registers by searching for the source of each use instead of an order.
 *
 * <h2>The theorem</h2>
 *
 * A <em>source</em> leaves a value: the initial write, a write, a move (a compare-and-set that succeeded). A <em>use</em>
 * needs one: a read, a move, a compare-and-set that failed (which needs any value but one). A <em>cluster</em> is a source
 * and the uses that read from it. A move that reads from a source puts its own cluster behind that one, so that clusters form
 * <em>chains</em>, each of which begins with a write. For a chain let first be the earliest return of its operations and last
 * the latest call.
 *
 * <p>A history is linearizable if and only if there are a set of optional operations that took effect and a source for each
 * use that took effect, such that
 *
 * <ol>
 *   <li>each source leaves what its uses need;
 *   <li>a source feeds at most one move, and no chain comes back to itself;
 *   <li>in a chain nothing returns before something of an earlier place is called;
 *   <li>no two chains A and B have first(A) &lt; last(B) and first(B) &lt; last(A).
 * </ol>
 *
 * <em>Only if:</em> take the last update before each use in an order. Each chain is contiguous in it, so 3 holds, and one of two
 * chains is before the other, so 4 holds. <em>If:</em> sort the chains by min(first, last). A chain is forward if first &lt;
 * last. Forward chains are disjoint by 4; a backward chain fits where its key is, by 4; within a cluster the source comes
 * first, and then its uses in the order of their calls. These are the zones of P. B. Gibbons and E. Korach ("Testing shared memories",
 * SIAM J. Comput. 26 (1997)) for sources that are guessed; that pairs suffice is because a cycle of zones contains one of two.
 *
 * <h2>The search</h2>
 *
 * A variable says that a use reads from a source. Each certain use has a clause of its possible sources ({@link Sources}); {@link
 * Chains} finds what contradicts 2, 3 and 4 and says why; {@link ClauseSolver} learns. Only positive decisions are made: of the use that
 * conflicts concerned most the source whose chain grows least, certain writes before optional ones before optional moves. A second source
 * for a read does no harm, the first one counts. When every use has a source, the order is built and returned.
 *
 * <p><b>Optional moves</b> that something reads from need a source themselves. Only those near their chain are possible: p must be
 * called before the chain's first return, must last until the move is called, and no certain write may be between p and the chain's last call,
 * because p and all of the chain are contiguous. So a clause of these candidates holds as long as the chain reaches that far ({@link
 * Chains#oneOf}).
 *
 * <p><b>Failed compare-and-sets</b> are left out at first, and put into the order that is found, as far to the left as they can be. Those
 * that have no place become uses, and the search goes on. That is exact: with them all as uses it is the theorem.
 *
 * <p>Not thread-safe; may be paused, and go on in another thread.
 */
public final class ReadsFromSearch {
    private static final long BYTES_PER_OPERATION = 600;
    private static final long BYTES_PER_VARIABLE = 90;
    private static final long BYTES_PER_LITERAL = 8;
    private static final int LOOK_EVERY = 256;
    private static final int LISTED_AT_FIRST = 16;
    private static final int ENOUGH = 12;
    private static final long OPTIONAL_WRITE = 1L << 40;
    private static final long OPTIONAL_MOVE_WITH_SOURCE = 1L << 41;
    private static final long OPTIONAL_MOVE = 1L << 42;
    private static final int NO_CHOICE = -1;

    private final Problem problem;
    private final Columns ops;
    private final SearchBudget budget;
    private final Breakers breakers;
    private final Sources sources;
    private final SourceChoice choice;
    private final ClauseSolver solver;
    private final Chains chains;
    private final UseQueue queue;
    private final int[] lastChosen;
    private boolean begun;
    private @Nullable Clause pending;
    private long held;
    private long steps;
    private int[] candidates = new int[64];

    private final boolean[] uses;

    private ReadsFromSearch(
            Problem problem,
            Columns ops,
            Breakers breakers,
            Sources sources,
            SearchBudget budget,
            boolean[] uses,
            int listedAtFirst) {
        this.problem = problem;
        this.ops = ops;
        this.budget = budget;
        this.breakers = breakers;
        this.sources = sources;
        this.choice = new SourceChoice(ops, breakers, sources, listedAtFirst);
        this.solver = choice.solver();
        this.chains = choice.chains();
        this.queue = choice.queue();
        this.lastChosen = new int[ops.size];
        this.uses = uses;
        Arrays.fill(lastChosen, NO_CHOICE);
    }

    /**
     * The search for a problem; null if the object is no register, or if there is no memory for it.
     *
     * @param budget a share of its own, which is released at the {@link #end}
     */
    public static @Nullable ReadsFromSearch of(Problem problem, SearchBudget budget) {
        return of(problem, budget, LISTED_AT_FIRST);
    }

    /** The same with another number of candidates listed at first, for tests. */
    static @Nullable ReadsFromSearch of(Problem problem, SearchBudget budget, int listedAtFirst) {
        SearchBudget share = budget.share();
        long bytes = BYTES_PER_OPERATION * problem.size();
        Columns ops = share.allows(bytes) ? Columns.of(problem) : null;
        if (ops == null) {
            return null;
        }
        share.hold(bytes);
        boolean[] uses = new boolean[ops.size];
        for (int i = 1; i < ops.size; i++) {
            uses[i] = !ops.optional[i] && ops.isUse(i);
        }
        Breakers breakers = new Breakers(ops);
        return new ReadsFromSearch(problem, ops, breakers, new Sources(ops, breakers), share, uses, listedAtFirst);
    }

    /**
     * A search for the same operations in which only these uses need a source. Less is asked, so what it refutes is
     * refuted; what it does not refute may be.
     */
    ReadsFromSearch only(boolean[] some) {
        return new ReadsFromSearch(problem, ops, breakers, new Sources(sources), budget, some, LISTED_AT_FIRST);
    }

    /** Whether the uses that need a source contradict each other; false if that takes more steps. */
    boolean refutes(long most) {
        require();
        return run(most) == End.REFUTED;
    }

    /** Gives back what the search holds. */
    public void end() {
        budget.release();
    }

    Columns columns() {
        return ops;
    }

    Sources sources() {
        return sources;
    }

    boolean[] uses() {
        return uses;
    }

    boolean isRequired(int use) {
        return choice.isRequired(use);
    }

    ClauseSolver solver() {
        return solver;
    }

    /** Goes on for about so many steps; null if it has to go on again. */
    public @Nullable Decision go(long most) {
        try {
            if (!begun) {
                begun = true;
                Decision early = begin();
                if (early != null) {
                    return early;
                }
            }
            long end = steps + most;
            while (steps < end) {
                switch (run(end - steps)) {
                    case REFUTED -> {
                        return refuted(new RefutationCore(this, budget).find());
                    }
                    case ALL_HAVE_SOURCES -> {
                        Decision found = finish();
                        if (found != null) {
                            return found;
                        }
                    }
                    case PAUSED -> {
                        return null;
                    }
                    case OVER_BUDGET -> {
                        return budget.outOfMemory() ? budget.memoryOut(progress()) : budget.timeOut(progress());
                    }
                }
            }
            return null;
        } catch (SearchBudget.Exhausted e) {
            return budget.timeOut("while it looked for the sources of " + ops.size + " operations");
        }
    }

    private @Nullable Decision begin() {
        int[] contradiction = new DomainCheck(ops, breakers, sources, budget).refute();
        if (contradiction != null) {
            return refuted(contradiction);
        }
        require();
        return null;
    }

    private void require() {
        for (int use = 1; use < ops.size; use++) {
            if (uses[use] && pending == null) {
                pending = choice.require(use);
            }
        }
    }

    private enum End {
        REFUTED,
        ALL_HAVE_SOURCES,
        PAUSED,
        OVER_BUDGET
    }

    private End run(long most) {
        for (long left = most; left > 0; left--) {
            if (steps++ % LOOK_EVERY == 0 && overBudget()) {
                return End.OVER_BUDGET;
            }
            Clause conflict = pending == null ? solver.propagate() : pending;
            pending = null;
            if (conflict != null) {
                queue.decay();
                if (!solver.resolve(conflict)) {
                    return End.REFUTED;
                }
            } else if (!decide()) {
                return End.ALL_HAVE_SOURCES;
            }
        }
        return End.PAUSED;
    }

    private boolean overBudget() {
        long now = BYTES_PER_VARIABLE * solver.variables() + BYTES_PER_LITERAL * solver.literalsHeld();
        budget.hold(now - held);
        held = now;
        return budget.outOfTime() || budget.outOfMemory();
    }

    private String progress() {
        return "found " + solver.conflicts() + " conflicts between the sources of " + ops.size + " operations";
    }

    private Decision refuted(int[] operations) {
        int[] suspects = Arrays.stream(operations)
                .filter(of -> of > Columns.INITIAL)
                .map(of -> ops.operation[of])
                .toArray();
        int last = -1;
        for (int of : suspects) {
            boolean later = last < 0 || problem.returnRank(of) > problem.returnRank(last);
            last = problem.required(of) && later ? of : last;
        }
        return new Decision.NotLinearizable(Math.max(0, last), suspects);
    }

    private boolean needsSource(int use) {
        return !chains.hasSource(use)
                && (choice.isRequired(use)
                        || (ops.optional[use]
                                && ops.kind[use] == Columns.MOVE
                                && chains.firstReturn(use) != Columns.NEVER));
    }

    /** Chooses a source for the next use; false if every use has one. */
    private boolean decide() {
        while (!queue.isEmpty()) {
            int use = queue.remove();
            if (needsSource(use)) {
                queue.add(use);
                if (ops.optional[use]) {
                    decideOptionalMove(use);
                } else {
                    decideUse(use);
                }
                return true;
            }
        }
        return false;
    }

    private void decideUse(int use) {
        int variable = best(use);
        if (variable >= 0) {
            lastChosen[use] = variable;
            solver.decide(variable);
        } else if (choice.hasUnlisted(use)) {
            pending = choice.expand(use);
        } else {
            solver.decide(anyFree(use));
        }
    }

    /** The free candidate that makes its chain grow least; the last choice once more if it is free. */
    private int best(int use) {
        int last = lastChosen[use];
        if (last >= 0 && isEligible(last)) {
            return last;
        }
        int best = NO_CHOICE;
        long least = Long.MAX_VALUE;
        int[] variables = choice.listed(use);
        for (int i = 0; i < choice.listedCount(use); i++) {
            int source = choice.choices().source(variables[i]);
            if (!isEligible(variables[i]) || (ops.kind[use] == Columns.MOVE && chains.mover(source) >= 0)) {
                continue;
            }
            int head = chains.head(source);
            if (head == use) {
                continue;
            }
            long cost = cost(source, head, ops.ret[use], ops.call[use]);
            if (cost < least) {
                least = cost;
                best = variables[i];
            }
        }
        return best;
    }

    private boolean isEligible(int variable) {
        return solver.isFree(variable) && !solver.isDead(variable);
    }

    private long cost(int source, int head, int first, int last) {
        long spread = Math.max(chains.lastCall(head), last) - (long) Math.min(chains.firstReturn(head), first);
        if (!ops.optional[source] || chains.isUsed(source)) {
            return spread;
        }
        return spread
                + (ops.kind[source] == Columns.WRITE
                        ? OPTIONAL_WRITE
                        : chains.hasSource(source) ? OPTIONAL_MOVE_WITH_SOURCE : OPTIONAL_MOVE);
    }

    /** A candidate without a value whose choice will be a conflict, from which the solver learns why. */
    private int anyFree(int use) {
        int[] variables = choice.listed(use);
        for (int i = 0; i < choice.listedCount(use); i++) {
            if (solver.isFree(variables[i])) {
                return variables[i];
            }
        }
        throw new IllegalStateException("a use has no candidate left, and its clause is not false");
    }

    private void decideOptionalMove(int move) {
        int first = chains.firstReturn(move);
        int last = chains.lastCall(move);
        int count = 0;
        int best = NO_CHOICE;
        long least = Long.MAX_VALUE;
        int value = ops.needs[move];
        Sources.Listing bounded = sources.bounded;
        for (int at = bounded.lastCalledBefore(value, first);
                at >= bounded.start[value] && !sources.noneLasts(at, last);
                at--) {
            if (bounded.all[at] != move && sources.lasts(at, move, last)) {
                int variable = candidate(count++, move, bounded.all[at]);
                long cost = costOfMove(move, variable, first, last);
                if (cost < least) {
                    least = cost;
                    best = variable;
                }
            }
        }
        Sources.Listing open = sources.open;
        int eligible = 0;
        boolean found = best >= 0;
        for (int at = open.lastCalledBefore(value, first);
                !found && at >= open.start[value] && eligible < ENOUGH;
                at--) {
            if (open.all[at] != move) {
                int variable = candidate(count++, move, open.all[at]);
                long cost = costOfMove(move, variable, first, last);
                eligible += cost < Long.MAX_VALUE ? 1 : 0;
                if (cost < least) {
                    least = cost;
                    best = variable;
                }
            }
        }
        if (solver.isBehind()) {
            return;
        }
        for (int i = 0; best < 0 && i < count; i++) {
            best = solver.truth(candidates[i]) == 0 ? candidates[i] >> 1 : best;
        }
        if (best >= 0) {
            solver.decide(best);
        } else {
            pending = chains.oneOf(move, candidates, count);
        }
    }

    private int candidate(int place, int move, int source) {
        if (place == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * place);
        }
        int variable = choice.variableOf(move, source);
        candidates[place] = 2 * variable;
        return variable;
    }

    /** What a candidate of an optional move costs; the maximum if it cannot be chosen. */
    private long costOfMove(int move, int variable, int first, int last) {
        int source = choice.choices().source(variable);
        if (!isEligible(variable) || chains.mover(source) >= 0) {
            return Long.MAX_VALUE;
        }
        int head = chains.head(source);
        return head == move ? Long.MAX_VALUE : cost(source, head, first, last);
    }

    /** Puts the failed compare-and-sets into the order; null if some become uses. */
    private @Nullable Decision finish() {
        ReadsFromOrder order = new ReadsFromOrder(ops, chains);
        int[] without = order.withoutPlace(choice::isRequired);
        if (without.length == 0) {
            return new Decision.Linearizable(Arrays.stream(order.operations())
                    .map(of -> ops.operation[of])
                    .toArray());
        }
        solver.restart();
        for (int failed : without) {
            if (pending == null) {
                pending = choice.require(failed);
            }
        }
        return null;
    }
}
