package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides registers by searching for the source of each use instead of an order of all operations.
 *
 * <h2>The theorem</h2>
 *
 * A <em>source</em> sets a value: the initial write, a write, or a move (a successful compare-and-set). A <em>use</em>
 * requires one: a read, a move, or a failed compare-and-set (which requires any value except one). A <em>cluster</em>
 * is a source and the uses that read from it. A move that reads from a source places its own cluster after that one, so
 * clusters form <em>chains</em>, each of which begins with a write. For a chain, let first be the earliest return and
 * last the latest call of its operations.
 *
 * <p>A history is linearizable if and only if there are a set of optional operations that took effect, and a source for
 * each use that took effect, such that
 *
 * <ol>
 *   <li>each source sets the value that its uses require;
 *   <li>a source feeds at most one move, and no chain returns to itself;
 *   <li>in a chain, no operation returns before an operation of an earlier position is called;
 *   <li>no two chains A and B have first(A) &lt; last(B) and first(B) &lt; last(A).
 * </ol>
 *
 * <em>Only if:</em> take the last update before each use in an order as its source. Each chain is contiguous in the
 * order, so 3 holds, and of two chains one precedes the other, so 4 holds. <em>If:</em> sort the chains by min(first,
 * last). A chain is forward if first &lt; last. Forward chains are disjoint by 4, and a backward chain fits at the
 * position of its key by 4. Within a cluster the source comes first, then its uses in the order of their calls. These
 * are the zones of P. B. Gibbons and E. Korach ("Testing shared memories", SIAM J. Comput. 26 (1997)) for guessed
 * sources; comparing pairs suffices because every cycle of zones contains a cycle of two.
 *
 * <h2>The search</h2>
 *
 * A variable states that a use reads from a source. Each certain use has a clause of its possible sources ({@link
 * Sources}). {@link Chains} detects contradictions to 2, 3 and 4 and explains them; {@link ClauseSolver} learns; {@link
 * Branching} decides. If a read gets a second source, the first one counts. When every use has a source, the order is
 * built and returned.
 *
 * <p><b>Optional moves</b> that some use reads from need a source themselves, one near their chain ({@link Branching}).
 *
 * <p><b>Failed compare-and-sets</b> are omitted at first and then inserted into the order that was found, as early as
 * possible. Those without a possible position become uses, and the search continues. This is exact: if all of them are
 * uses, it is the theorem.
 *
 * <p>Not thread-safe; can be paused and resumed in another thread.
 */
public final class ReadsFromSearch {
    private static final long BYTES_PER_OPERATION = 600;
    private static final long BYTES_PER_VARIABLE = 90;
    private static final long BYTES_PER_LITERAL = 8;
    private static final int STEPS_PER_BUDGET_CHECK = 256;

    /** The initial number of listed candidates of a use. */
    static final int LISTED_AT_FIRST = 16;

    private final Problem problem;
    private final Columns ops;
    private final SearchBudget budget;
    private final Breakers breakers;
    private final Sources sources;
    private final SourceChoice choice;
    private final ClauseSolver solver;
    private final Chains chains;
    private final UseQueue queue;
    private final Branching branching;
    private final boolean[] uses;
    private boolean begun;
    private @Nullable Clause pending;
    private long held;
    private long steps;

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
        this.branching = new Branching(ops, sources, choice);
        this.uses = uses;
    }

    /**
     * The search for a problem; null if the object is not a register, or if there is too little memory.
     *
     * @param budget a separate share, which {@link #end} releases
     */
    public static @Nullable ReadsFromSearch of(Problem problem, SearchBudget budget) {
        return of(problem, budget, LISTED_AT_FIRST);
    }

    /** The same with another initial number of listed candidates, for tests. */
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
     * A search for the same operations in which only these uses need a source. It has fewer constraints, so its
     * refutation also refutes this search. If it refutes nothing, this search may still be refutable.
     */
    ReadsFromSearch only(boolean[] some) {
        return new ReadsFromSearch(problem, ops, breakers, new Sources(sources), budget, some, LISTED_AT_FIRST);
    }

    /**
     * Whether the uses that need a source contradict each other; false if the search takes more than this number of
     * steps.
     */
    boolean refutes(long most) {
        require();
        return run(most) == End.REFUTED;
    }

    /** Frees the memory of the search. */
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

    /** Continues for about this many steps; null if it has not finished. */
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
            if (steps++ % STEPS_PER_BUDGET_CHECK == 0 && overBudget()) {
                return End.OVER_BUDGET;
            }
            Clause conflict = pending == null ? solver.propagate() : pending;
            pending = null;
            if (conflict != null) {
                queue.decay();
                if (!solver.resolve(conflict)) {
                    return End.REFUTED;
                }
            } else {
                int use = branching.next();
                if (use < 0) {
                    return End.ALL_HAVE_SOURCES;
                }
                pending = branching.decide(use);
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
                .filter(operation -> operation > Columns.INITIAL)
                .map(operation -> ops.operation[operation])
                .toArray();
        int last = -1;
        for (int operation : suspects) {
            boolean later = last < 0 || problem.returnRank(operation) > problem.returnRank(last);
            last = problem.required(operation) && later ? operation : last;
        }
        return new Decision.NotLinearizable(Math.max(0, last), suspects);
    }

    /** Inserts the failed compare-and-sets into the order; null if some become uses. */
    private @Nullable Decision finish() {
        ReadsFromOrder order = new ReadsFromOrder(ops, chains);
        int[] withoutGap = order.withoutGap(choice::isRequired);
        if (withoutGap.length == 0) {
            return new Decision.Linearizable(Arrays.stream(order.operations())
                    .map(operation -> ops.operation[operation])
                    .toArray());
        }
        solver.restart();
        for (int failed : withoutGap) {
            if (pending == null) {
                pending = choice.require(failed);
            }
        }
        return null;
    }
}
