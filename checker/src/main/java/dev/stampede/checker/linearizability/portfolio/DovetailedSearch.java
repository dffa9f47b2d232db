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
 * <p>The search over orders ({@link WindowedEngine}) starts and gets a few steps per operation, which suffice for a
 * history without much backtracking. If they do not suffice, the search over sources ({@link ReadsFromSearch}) joins,
 * provided that the object is a register and there is enough memory. Then both alternate: their turns have equal
 * numbers of steps, which grow up to a limit. The first one that decides gives the verdict. Each search is slow where
 * the other one is fast. The search over orders is slow if an operation late in the history is impossible and
 * everything before it can be ordered in many ways, and if many clients write many values. The search over sources does
 * not apply if some operations are not those of a register.
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
    private final long ordersAloneSteps;
    private @Nullable ReadsFromSearch sources;
    private boolean sourcesJoined;
    private Decision.@Nullable Unknown ordersEnded;
    private Decision.@Nullable Unknown sourcesEnded;
    private long spent;
    private long turnSteps = FIRST_TURN;
    private long stepsLeftInTurn = FIRST_TURN;
    private boolean turnOfOrders = true;
    private String decidedBy = FIRST;

    /** The searches for a problem; both share the budget. */
    public DovetailedSearch(Problem problem, SearchBudget budget) {
        this.problem = problem;
        this.budget = budget;
        this.orders = ORDERS.resumable(problem, budget);
        this.ordersAloneSteps = LEAST_FIRST_STEPS + FIRST_STEPS_PER_OPERATION * problem.size();
    }

    /** Continues for about this many steps; null if it has not finished. */
    public @Nullable Decision go(long steps) {
        long left = steps;
        while (left > 0) {
            long most = sourcesJoined ? Math.min(left, stepsLeftInTurn) : Math.min(left, ordersAloneSteps - spent);
            Decision decision = sourcesJoined && !turnOfOrders ? goSources(most) : goOrders(most);
            if (decision != null) {
                return decision;
            }
            spent += most;
            left -= most;
            stepsLeftInTurn -= sourcesJoined ? most : 0;
            if (!sourcesJoined && spent >= ordersAloneSteps) {
                joinSources();
            } else if (sourcesJoined && stepsLeftInTurn <= 0) {
                nextTurn();
            }
        }
        return null;
    }

    private void joinSources() {
        sourcesJoined = true;
        sources = ReadsFromSearch.of(problem, budget);
        turnOfOrders = sources == null;
    }

    /** A search that ran out of memory stops; the other one can use its memory. */
    private void nextTurn() {
        boolean both = sources != null && ordersEnded == null;
        turnSteps = turnOfOrders ? turnSteps : Math.min(LONGEST_TURN, 2 * turnSteps);
        turnOfOrders = both ? !turnOfOrders : sources == null;
        stepsLeftInTurn = turnSteps;
    }

    private @Nullable Decision goOrders(long most) {
        Decision decision = orders.go(most);
        if (decision instanceof Decision.Unknown unknown && otherMayContinue(unknown)) {
            ordersEnded = unknown;
            orders.end();
            if (!sourcesJoined) {
                joinSources();
            }
            stepsLeftInTurn = 0;
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
        if (decision instanceof Decision.Unknown unknown && otherMayContinue(unknown)) {
            current.end();
            sources = null;
            sourcesEnded = unknown;
            stepsLeftInTurn = 0;
            return ordersEnded;
        }
        decidedBy = SOURCES;
        return decision;
    }

    private static boolean otherMayContinue(Decision.Unknown unknown) {
        return unknown.limit() == Decision.Limit.MEMORY;
    }

    /** The name of the algorithm that decided, as in results. */
    public String decidedBy() {
        return decidedBy;
    }

    /** Frees the memory of both searches. */
    public void end() {
        orders.end();
        if (sources != null) {
            sources.end();
            sources = null;
        }
    }
}
