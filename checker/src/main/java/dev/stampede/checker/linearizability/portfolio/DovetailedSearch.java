package dev.stampede.checker.linearizability.portfolio;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.readsfrom.ReadsFromSearch;
import dev.stampede.checker.linearizability.search.ResumableSearch;
import dev.stampede.checker.linearizability.search.WindowedEngine;
import org.jspecify.annotations.Nullable;

/**
 * Two searches that alternate, so that a problem takes at most about twice as long as the faster of them needs.
 *
 * <p>The search over orders starts and gets a few steps per operation, which suffice for a history without much
 * backtracking. If they do not suffice, the search over sources joins, provided that the object is a register and there
 * is enough memory. Then both alternate with equal numbers of steps, which grow from turn to turn. The first that
 * decides gives the verdict. Each is slow where the other is fast. The search over orders is slow if an operation late
 * in the history is impossible and everything before it can be ordered in many ways, and if many clients write many
 * values. The search over sources does not apply if some operations are not those of a register.
 *
 * <p>Not thread-safe; can be paused and resumed in another thread.
 */
public final class DovetailedSearch {
    private static final WindowedEngine ORDERS = new WindowedEngine();

    /** The name of the first search in results. */
    public static final String FIRST = ORDERS.name();

    private static final String SOURCES = "reads-from";
    private static final long FIRST_STEPS_PER_OPERATION = 4;
    private static final long LEAST_FIRST_STEPS = 4_096;
    private static final long FIRST_TURN = 2_048;
    private static final long LONGEST_TURN = 1 << 17;

    private final Problem problem;
    private final SearchBudget budget;
    private final ResumableSearch orders;
    private final long alone;
    private @Nullable ReadsFromSearch sources;
    private boolean joined;
    private Decision.@Nullable Unknown ordersEnded;
    private Decision.@Nullable Unknown sourcesEnded;
    private long spent;
    private long turn = FIRST_TURN;
    private long leftOfTurn = FIRST_TURN;
    private boolean turnOfOrders = true;
    private String decidedBy = FIRST;

    /** Both searches for a problem, each with its share of the budget. */
    public DovetailedSearch(Problem problem, SearchBudget budget) {
        this.problem = problem;
        this.budget = budget;
        this.orders = ORDERS.resumable(problem, budget);
        this.alone = LEAST_FIRST_STEPS + FIRST_STEPS_PER_OPERATION * problem.size();
    }

    /** Continues for about this many steps; null if it has not finished. */
    public @Nullable Decision go(long steps) {
        long left = steps;
        while (left > 0) {
            long most = joined ? Math.min(left, leftOfTurn) : Math.min(left, alone - spent);
            Decision decision = joined && !turnOfOrders ? goSources(most) : goOrders(most);
            if (decision != null) {
                return decision;
            }
            spent += most;
            left -= most;
            leftOfTurn -= joined ? most : 0;
            if (!joined && spent >= alone) {
                join();
            } else if (joined && leftOfTurn <= 0) {
                nextTurn();
            }
        }
        return null;
    }

    private void join() {
        joined = true;
        sources = ReadsFromSearch.of(problem, budget);
        turnOfOrders = sources == null;
    }

    /** A search that ran out of memory stops; the other one can use its memory. */
    private void nextTurn() {
        boolean both = sources != null && ordersEnded == null;
        turn = turnOfOrders ? turn : Math.min(LONGEST_TURN, 2 * turn);
        turnOfOrders = both ? !turnOfOrders : sources == null;
        leftOfTurn = turn;
    }

    private @Nullable Decision goOrders(long most) {
        Decision decision = orders.go(most);
        if (decision instanceof Decision.Unknown unknown && mayGoOn(unknown)) {
            ordersEnded = unknown;
            orders.end();
            if (!joined) {
                join();
            }
            leftOfTurn = 0;
            return sources == null ? sourcesEnded == null ? unknown : sourcesEnded : null;
        }
        decidedBy = FIRST;
        return decision;
    }

    private @Nullable Decision goSources(long most) {
        ReadsFromSearch current = sources;
        if (current == null) {
            throw new IllegalStateException("the search over sources has ended already");
        }
        Decision decision = current.go(most);
        if (decision instanceof Decision.Unknown unknown && mayGoOn(unknown)) {
            current.end();
            sources = null;
            sourcesEnded = unknown;
            leftOfTurn = 0;
            return ordersEnded;
        }
        decidedBy = SOURCES;
        return decision;
    }

    private static boolean mayGoOn(Decision.Unknown unknown) {
        return unknown.limit() == Decision.Limit.MEMORY;
    }

    /** What decided, as results name it. */
    public String decidedBy() {
        return decidedBy;
    }

    /** Gives back what the searches hold. */
    public void end() {
        orders.end();
        if (sources != null) {
            sources.end();
            sources = null;
        }
    }
}
