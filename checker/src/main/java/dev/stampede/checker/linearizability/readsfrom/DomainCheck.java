package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The first pass: refutes problems that no choice of sources can satisfy, without a search. Takes O(n log n).
 *
 * <ol>
 *   <li><b>Empty domain.</b> A certain use has no possible source ({@link Sources}).
 *   <li><b>Counting.</b> Some certain uses of one value require different sources, and the value has too few. Two uses
 *       u and w require different sources if the breaker of v after the return of u returns before w is called, because
 *       then no cluster contains both. Two moves also require different sources, because a source feeds at most one
 *       move. The uses of a value are selected greedily in the order of their returns: a use is selected if it requires
 *       another source than each use selected before. The moves are also selected separately: a move is selected if it
 *       was called after the selected move before it. In such a sequence both calls and returns increase, so the uses
 *       for which a source is possible are adjacent, and a greedy assignment finds a matching if there is one (F.
 *       Glover, "Maximum matching in a convex bipartite graph", 1967): each use in order gets the possible source that
 *       ends first. If none is left, by Hall's theorem some uses of the sequence have too few sources.
 * </ol>
 *
 * A search over sources cannot do the second step quickly: k + 1 uses of k interchangeable sources are the pigeonhole
 * principle, whose resolution refutations are exponential (A. Haken, 1985).
 */
final class DomainCheck {
    /** The maximum number of sources that are named for a use without a possible one. */
    private static final int MAX_NAMED = 4;

    private static final int[] NONE = {};

    private final Columns ops;
    private final Breakers breakers;
    private final Sources sources;
    private final SearchBudget budget;

    DomainCheck(Columns ops, Breakers breakers, Sources sources, SearchBudget budget) {
        this.ops = ops;
        this.breakers = breakers;
        this.sources = sources;
        this.budget = budget;
    }

    /**
     * Operations that contradict each other, or null if this pass finds none.
     *
     * @throws SearchBudget.Exhausted if the budget is exhausted
     */
    int @Nullable [] refute() {
        for (int use = 1; use < ops.size; use++) {
            if (!ops.optional[use] && ops.isUse(use) && !sources.any(use)) {
                return withoutSource(use);
            }
        }
        if (budget.outOfTime()) {
            throw new SearchBudget.Exhausted();
        }
        int[] start = new int[ops.values + 1];
        int[] uses = certainUsesByReturn(start);
        for (int value = 0; value < ops.values; value++) {
            int[] some = Arrays.copyOfRange(uses, start[value], start[value + 1]);
            int[] tooFew = tooFewSources(value, needingDistinctSources(value, some));
            tooFew = tooFew.length > 0 ? tooFew : tooFewSources(value, movesInOrder(some));
            if (tooFew.length > 0) {
                return tooFew;
            }
        }
        return null;
    }

    private int[] withoutSource(int use) {
        int value = ops.needs[use];
        int last = sources.bounded.lastCalledBefore(value, ops.ret[use]);
        int first = Math.max(sources.bounded.start[value], last + 1 - MAX_NAMED);
        Named named = new Named().and(use);
        for (int at = last; at >= first; at--) {
            int source = sources.bounded.all[at];
            named.and(source).and(sources.ender(source));
        }
        return named.operations();
    }

    /** A set of operations without the initial write and without negative numbers. */
    private static final class Named {
        private int[] operations = new int[8];
        private int size;

        Named and(int operation) {
            for (int i = 0; i < size; i++) {
                if (operations[i] == operation) {
                    return this;
                }
            }
            if (operation > Columns.INITIAL) {
                operations = size == operations.length ? Arrays.copyOf(operations, 2 * size) : operations;
                operations[size++] = operation;
            }
            return this;
        }

        int[] operations() {
            return Arrays.copyOf(operations, size);
        }
    }

    private int[] certainUsesByReturn(int[] start) {
        long[] byReturn = new long[ops.size];
        int count = 0;
        for (int use = 1; use < ops.size; use++) {
            if (!ops.optional[use] && ops.isUse(use)) {
                byReturn[count++] = ((long) ops.ret[use] << 32) | use;
                start[ops.needs[use] + 1]++;
            }
        }
        Arrays.sort(byReturn, 0, count);
        for (int v = 0; v < ops.values; v++) {
            start[v + 1] += start[v];
        }
        int[] next = Arrays.copyOf(start, ops.values);
        int[] uses = new int[count];
        for (int i = 0; i < count; i++) {
            int use = (int) byReturn[i];
            uses[next[ops.needs[use]]++] = use;
        }
        return uses;
    }

    /** A sequence of uses of which no two can be in one cluster. */
    private int[] needingDistinctSources(int value, int[] uses) {
        int[] sequence = new int[uses.length];
        int count = 0;
        int end = Columns.BEFORE;
        for (int use : uses) {
            if (count == 0 || ops.call[use] > end) {
                sequence[count++] = use;
                end = breakers.end(value, ops.ret[use]);
            }
        }
        return Arrays.copyOf(sequence, count);
    }

    /** A sequence of moves with increasing calls and returns. */
    private int[] movesInOrder(int[] uses) {
        int[] sequence = new int[uses.length];
        int count = 0;
        for (int use : uses) {
            if (ops.kind[use] == Columns.MOVE && (count == 0 || ops.call[use] > ops.call[sequence[count - 1]])) {
                sequence[count++] = use;
            }
        }
        return Arrays.copyOf(sequence, count);
    }

    /** Uses of a sequence that have fewer possible sources than there are uses; empty if there are none. */
    private int[] tooFewSources(int value, int[] sequence) {
        PriorityQueue<Long> available = new PriorityQueue<>();
        int bounded = sources.bounded.start[value];
        int open = sources.open.start[value];
        int lastBounded = sources.bounded.start[value + 1];
        int lastOpen = sources.open.start[value + 1];
        int unlimited = 0;
        for (int i = 0; i < sequence.length; i++) {
            int use = sequence[i];
            while (bounded < lastBounded && ops.call[sources.bounded.all[bounded]] < ops.ret[use]) {
                available.add(((long) sources.endAt(bounded) << 32) | bounded++);
            }
            while (open < lastOpen && ops.call[sources.open.all[open]] < ops.ret[use]) {
                unlimited++;
                open++;
            }
            while (!available.isEmpty() && (int) (available.peek() >> 32) < ops.call[use]) {
                available.remove();
            }
            if (!available.isEmpty()) {
                available.remove();
            } else if (unlimited > 0) {
                unlimited--;
            } else {
                return contradiction(value, Arrays.copyOf(sequence, i + 1));
            }
        }
        return NONE;
    }

    private int[] contradiction(int value, int[] uses) {
        Named named = new Named();
        for (int use : uses) {
            named.and(use).and(breakers.breaker(value, ops.ret[use]));
        }
        return named.operations();
    }
}
