package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The branching heuristic: selects the use whose source the search guesses next, and the source.
 *
 * <p>Makes only positive decisions. Takes the use that occurred most in conflicts ({@link UseQueue}), and decides on
 * the source whose chain grows least; certain sources come before optional writes, and these before optional moves. The
 * heuristic influences the time of the search but not its verdict. The verdict depends only on which candidates an
 * optional move has:
 *
 * <p><b>Optional moves</b> that some use reads from need a source themselves. Only sources near their chain are
 * possible: a source p must be called before the chain's first return, its value must last until the move is called,
 * and no certain write may lie between p and the chain's last call, because p and the chain are contiguous. Therefore a
 * clause of these candidates holds as long as the chain extends that far ({@link Chains#oneOf}).
 *
 * <p>Not thread-safe.
 */
final class Branching {
    /** The maximum number of sources without a deadline among which an optional move chooses. */
    private static final int MAX_OPEN_SOURCES = 12;

    private static final long OPTIONAL_WRITE = 1L << 40;
    private static final long OPTIONAL_MOVE_WITH_SOURCE = 1L << 41;
    private static final long OPTIONAL_MOVE = 1L << 42;
    private static final int NO_CHOICE = -1;
    private static final int NO_USE = -1;

    private final Columns ops;
    private final Sources sources;
    private final SourceChoice choice;
    private final ClauseSolver solver;
    private final Chains chains;
    private final ReadsFromRelation relation;
    private final UseQueue queue;
    private final int[] lastChosen;

    /** The literals of an optional move's candidates. */
    private int[] candidates = new int[64];

    Branching(Columns ops, Sources sources, SourceChoice choice) {
        this.ops = ops;
        this.sources = sources;
        this.choice = choice;
        this.solver = choice.solver();
        this.chains = choice.chains();
        this.relation = chains.relation();
        this.queue = choice.queue();
        this.lastChosen = new int[ops.size];
        Arrays.fill(lastChosen, NO_CHOICE);
    }

    private boolean needsSource(int use) {
        return !relation.hasSource(use)
                && (choice.isRequired(use)
                        || (ops.optional[use]
                                && ops.kind[use] == Columns.MOVE
                                && chains.firstReturn(use) != Columns.NEVER));
    }

    /** The use without a source that occurred most in conflicts; -1 if there is none. */
    int next() {
        while (!queue.isEmpty()) {
            int use = queue.remove();
            if (needsSource(use)) {
                queue.add(use);
                return use;
            }
        }
        return NO_USE;
    }

    /** Decides on a source of a use, or lists more candidates; returns a clause that is false, or null. */
    @Nullable
    Clause decide(int use) {
        return ops.optional[use] ? decideOptionalMove(use) : decideUse(use);
    }

    /** Decides for a certain use. Lists more candidates if no listed one is free and useful. */
    private @Nullable Clause decideUse(int use) {
        int variable = best(use);
        if (variable >= 0) {
            lastChosen[use] = variable;
            solver.decide(variable);
            return null;
        }
        if (choice.hasUnlisted(use)) {
            return choice.expand(use);
        }
        solver.decide(anyFree(use));
        return null;
    }

    /**
     * The last choice for the use if it is still free, otherwise the free candidate that makes its chain grow least; -1
     * if none is useful.
     */
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
            if (!isEligible(variables[i]) || (ops.kind[use] == Columns.MOVE && relation.mover(source) >= 0)) {
                continue;
            }
            int head = relation.head(source);
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
        return solver.isFree(variable) && !solver.isMarkedFalse(variable);
    }

    private long cost(int source, int head, int first, int last) {
        long spread = Math.max(chains.lastCall(head), last) - (long) Math.min(chains.firstReturn(head), first);
        if (!ops.optional[source] || chains.isUsed(source)) {
            return spread;
        }
        return spread
                + (ops.kind[source] == Columns.WRITE
                        ? OPTIONAL_WRITE
                        : relation.hasSource(source) ? OPTIONAL_MOVE_WITH_SOURCE : OPTIONAL_MOVE);
    }

    /** A candidate without a value. Its choice will be a conflict from which the solver learns the reason. */
    private int anyFree(int use) {
        int[] variables = choice.listed(use);
        for (int i = 0; i < choice.listedCount(use); i++) {
            if (solver.isFree(variables[i])) {
                return variables[i];
            }
        }
        throw new IllegalStateException("a use has no candidate left, and its clause is not false");
    }

    /**
     * Decides on a candidate, or returns the clause of all candidates if each of them has a value. In that case all
     * candidates were visited, since the second loop ends early only when it has found one to decide on.
     */
    private @Nullable Clause decideOptionalMove(int move) {
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
                !found && at >= open.start[value] && eligible < MAX_OPEN_SOURCES;
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
            return null;
        }
        for (int i = 0; best < 0 && i < count; i++) {
            best = solver.truth(candidates[i]) == 0 ? candidates[i] >> 1 : best;
        }
        if (best < 0) {
            return chains.oneOf(move, candidates, count);
        }
        solver.decide(best);
        return null;
    }

    private int candidate(int place, int move, int source) {
        if (place == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * place);
        }
        int variable = choice.variableOf(move, source);
        candidates[place] = 2 * variable;
        return variable;
    }

    /** The cost of a candidate for an optional move; {@link Long#MAX_VALUE} for a candidate that cannot be chosen. */
    private long costOfMove(int move, int variable, int first, int last) {
        int source = choice.choices().source(variable);
        if (!isEligible(variable) || relation.mover(source) >= 0) {
            return Long.MAX_VALUE;
        }
        int head = relation.head(source);
        return head == move ? Long.MAX_VALUE : cost(source, head, first, last);
    }
}
