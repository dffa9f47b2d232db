package dev.stampede.checker.linearizability;

import java.util.Arrays;

/**
 * The search of Wing and Gong with Lowe's memory of configurations.
 *
 * <p>It keeps the events that are not yet accounted for in a doubly linked list in the order of their ranks. Any operation
 * whose call stands before the first return in the list may come next; it is tried, and its two events leave the list.
 * At a return nothing that comes later may be tried, because the operation that returns there must come first: if it is
 * certain the search goes back to the last choice, and if it is only possible it may also be left out there. A pair of
 * (operations accounted for, state) that was reached once need not be searched again.
 *
 * <p>Exact and simple; the memory is quadratic in the length of the history.
 *
 * <p>J. M. Wing, C. Gong, "Testing and verifying concurrent objects", JPDC 17 (1993). G. Lowe, "Testing for
 * linearizability", Concurrency and Computation 29 (2017).
 */
final class WingGongLowe implements LinearizabilityEngine {

    @Override
    public String name() {
        return "wing-gong-lowe";
    }

    @Override
    public Decision decide(Problem problem, SearchBudget budget) {
        return new Search(problem, budget).run();
    }

    /** One search. */
    private static final class Search {
        private static final int DROPPED = -1;
        private static final int LOOK_AT_CLOCK = 1023;

        private final Problem problem;
        private final SearchBudget budget;
        private final Transitions<?, ?, ?> transitions;
        private final int[] events;
        private final int[] next;
        private final int[] previous;
        private final ConfigurationSet seen;
        private final long[] accounted;
        private final int[] order;
        private final int[] stateBefore;
        private final int[] choiceTaken;
        private int[] deepest = {};
        private int depth;
        private int state;
        private int required;
        private long steps;

        Search(Problem problem, SearchBudget budget) {
            this.problem = problem;
            this.budget = budget;
            this.transitions = problem.transitions();
            this.events = problem.events();
            int m = events.length;
            this.next = new int[m + 1];
            this.previous = new int[m + 2];
            this.accounted = new long[(problem.size() + 63) / 64];
            this.seen = new ConfigurationSet(accounted.length);
            this.order = new int[problem.size()];
            this.stateBefore = new int[problem.size()];
            this.choiceTaken = new int[problem.size()];
            this.required = problem.requiredCount();
        }

        /** Events are linked by rank + 1; 0 is the head, and m + 1 the end. */
        private void link() {
            for (int i = 0; i < next.length; i++) {
                next[i] = i + 1;
                previous[i + 1] = i;
            }
        }

        Decision run() {
            budget.hold(8L * events.length + 16L * problem.size());
            transitions.charge(budget);
            link();
            try {
                return search();
            } catch (SearchBudget.Exhausted e) {
                return giveUp();
            }
        }

        private Decision search() {
            int at = next[0];
            int choice = 0;
            while (required > 0) {
                if ((++steps & LOOK_AT_CLOCK) == 0 && (budget.outOfTime() || budget.outOfMemory())) {
                    return giveUp();
                }
                int event = events[at - 1];
                boolean moved = event >= 0 ? linearize(event, choice) : choice != DROPPED && drop(~event);
                if (moved) {
                    at = next[0];
                    choice = 0;
                } else if (event >= 0) {
                    at = next[at];
                    choice = 0;
                } else {
                    if (depth == 0) {
                        return new Decision.NotLinearizable(effective(deepest));
                    }
                    int undone = undo();
                    boolean dropped = choiceTaken[depth] == DROPPED;
                    at = 1 + (dropped ? problem.returnRank(undone) : problem.callRank(undone));
                    choice = dropped ? DROPPED : choiceTaken[depth] + 1;
                }
            }
            return new Decision.Linearizable(effective(taken(depth)));
        }

        /** Tries the states after an operation, from a choice on. */
        private boolean linearize(int operation, int from) {
            int after = transitions.next(state, problem.kind(operation));
            if (after == Transitions.ILLEGAL) {
                return false;
            }
            int[] choices = after >= 0 ? new int[] {after} : transitions.choices(after);
            for (int choice = from; choice < choices.length; choice++) {
                if (enter(operation, choices[choice], choice)) {
                    return true;
                }
            }
            return false;
        }

        private boolean drop(int operation) {
            return !problem.required(operation) && enter(operation, state, DROPPED);
        }

        private boolean enter(int operation, int after, int choice) {
            accounted[operation >> 6] ^= 1L << operation;
            if (!seen.add(accounted, after, budget)) {
                accounted[operation >> 6] ^= 1L << operation;
                return false;
            }
            order[depth] = operation;
            stateBefore[depth] = state;
            choiceTaken[depth++] = choice;
            state = after;
            required -= problem.required(operation) ? 1 : 0;
            unlink(problem.callRank(operation) + 1);
            if (problem.returnRank(operation) != Problem.NEVER) {
                unlink(problem.returnRank(operation) + 1);
            }
            return true;
        }

        private int undo() {
            if (depth > deepest.length) {
                deepest = taken(depth);
            }
            int operation = order[--depth];
            state = stateBefore[depth];
            accounted[operation >> 6] ^= 1L << operation;
            required += problem.required(operation) ? 1 : 0;
            if (problem.returnRank(operation) != Problem.NEVER) {
                relink(problem.returnRank(operation) + 1);
            }
            relink(problem.callRank(operation) + 1);
            return operation;
        }

        private void unlink(int at) {
            next[previous[at]] = next[at];
            previous[next[at]] = previous[at];
        }

        private void relink(int at) {
            next[previous[at]] = at;
            previous[next[at]] = at;
        }

        /** The first operations of the order, those left out as complements. */
        private int[] taken(int length) {
            int[] taken = Arrays.copyOf(order, length);
            for (int i = 0; i < length; i++) {
                taken[i] = choiceTaken[i] == DROPPED ? ~taken[i] : taken[i];
            }
            return taken;
        }

        private static int[] effective(int[] taken) {
            return Arrays.stream(taken).filter(operation -> operation >= 0).toArray();
        }

        private Decision giveUp() {
            String progress = steps + " steps, " + seen.size() + " configurations, at best "
                    + Math.max(depth, deepest.length) + " of " + problem.size() + " operations in order";
            return budget.outOfMemory() ? budget.memoryOut(progress) : budget.timeOut(progress);
        }
    }
}
