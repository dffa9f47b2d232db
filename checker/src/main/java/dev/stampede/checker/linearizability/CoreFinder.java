package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds a few operations of a history that is not linearizable which show why.
 *
 * <p>Leaving an operation out is not allowed in general: without a write, a read of its value is wrong. What is done here
 * only ever allows more orders than the history does, so that what is refuted in the end refutes the history:
 *
 * <ol>
 *   <li>The history ends at a return; what is called later is left out, what is open then may or may not have happened. (A
 *       prefix of a linearizable history is linearizable.)
 *   <li>Operations that only observe are left out.
 *   <li>All others are made loose: they may have happened within their interval, or not at all.
 * </ol>
 *
 * What must stay firm for the refutation is the core. It is looked for among the operations that returned last before the
 * return that no order could pass, with only the nearest loose operation of each kind; then the core is refuted once more
 * together with all loose operations, and if that fails, looked for among all. Halves, quarters and so on are loosened
 * until single ones are (A. Zeller, R. Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 28 (2002)).
 */
final class CoreFinder<S, I, O> {
    private static final long STEPS_PER_OPERATION = 20;
    private static final long LEAST_STEPS = 5_000;
    private static final int FIRST_WINDOW = 8;
    private static final int MOST_SHOWN = 6;
    private static final int MOST_ROUNDS = 4;

    private final Model<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private final Problem problem;
    private final SearchBudget budget;

    /** The certain operations in the order of their returns. */
    private final int[] byReturn;

    private CoreFinder(Model<S, I, O> model, List<ObservedCall<I, O>> calls, Problem problem, SearchBudget budget) {
        this.model = model;
        this.calls = calls;
        this.problem = problem;
        this.budget = budget;
        this.byReturn = IntStream.range(0, calls.size())
                .filter(i -> calls.get(i).certain())
                .boxed()
                .sorted(Comparator.comparingInt(problem::returnRank))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The operations of a core, by their index, in the order of their calls: what must stay firm, and for each state that
     * one of them needs the last operation that leads to it, to show that it is too early. As they are in the history,
     * they allow even fewer orders than was refuted.
     *
     * @param problem the problem of the calls
     * @param stuckAt the operation whose return no order could pass
     * @param suspects what may be the core already; may be empty
     */
    static <S, I, O> int[] find(
            Model<S, I, O> model,
            List<ObservedCall<I, O>> calls,
            Problem problem,
            int stuckAt,
            int[] suspects,
            SearchBudget budget) {
        return new CoreFinder<>(model, calls, problem, budget).find(stuckAt, suspects);
    }

    private int[] find(int stuckAt, int[] suspects) {
        int[] certain = Arrays.stream(suspects).filter(problem::required).toArray();
        if (certain.length > 0) {
            int end = Arrays.stream(certain).map(problem::returnRank).max().orElseThrow();
            if (isRefuted(certain, end)) {
                return shown(loosened(certain, everythingElse(certain, end), end), end);
            }
        }
        int end = problem.returnRank(byReturn[shortestRefuted(positionOf(stuckAt))]);
        int[] firm = window(end);
        int[] fewest = loosened(firm, nearest(firm, end), end);
        if (fewest.length < firm.length && !isRefuted(fewest, end)) {
            fewest = loosened(firm, everythingElse(firm, end), end);
        }
        return shown(fewest, end);
    }

    /** The position of the first certain operation that returns no earlier than this one, which may be indeterminate. */
    private int positionOf(int operation) {
        int position = 0;
        while (position + 1 < byReturn.length
                && problem.returnRank(byReturn[position]) < problem.returnRank(operation)) {
            position++;
        }
        return position;
    }

    /** A search may be stuck because of what comes later; so a prefix is looked for from there on. */
    private int shortestRefuted(int from) {
        int last = byReturn.length - 1;
        int refuted = from;
        int notRefuted = from - 1;
        int stride = 1;
        while (refuted < last && !isRefuted(firstCertain(refuted), problem.returnRank(byReturn[refuted]))) {
            notRefuted = refuted;
            refuted = Math.min(last, refuted + stride);
            stride *= 4;
        }
        while (refuted - notRefuted > 1) {
            int middle = (refuted + notRefuted) >>> 1;
            if (isRefuted(firstCertain(middle), problem.returnRank(byReturn[middle]))) {
                refuted = middle;
            } else {
                notRefuted = middle;
            }
        }
        return refuted;
    }

    private int[] firstCertain(int upTo) {
        return Arrays.copyOf(byReturn, upTo + 1);
    }

    private boolean isRefuted(int[] firm, int end) {
        return refuted(firm, everythingElse(firm, end), end);
    }

    /** The last to return up to the end, as many as are needed. */
    private int[] window(int end) {
        int count = 0;
        while (count < byReturn.length && problem.returnRank(byReturn[count]) <= end) {
            count++;
        }
        for (int size = FIRST_WINDOW; size < count; size *= 2) {
            int[] firm = Arrays.copyOfRange(byReturn, count - size, count);
            if (refuted(firm, nearest(firm, end), end) && isRefuted(firm, end)) {
                return firm;
            }
        }
        return Arrays.copyOf(byReturn, count);
    }

    /** All operations called before the end that are not firm, and might change something. */
    private int[] everythingElse(int[] firm, int end) {
        boolean[] isFirm = new boolean[calls.size()];
        for (int operation : firm) {
            isFirm[operation] = true;
        }
        return loose(end, operation -> !isFirm[operation]);
    }

    private int[] loose(int end, IntPredicate which) {
        return IntStream.range(0, calls.size())
                .filter(operation -> problem.callRank(operation) < end
                        && which.test(operation)
                        && !problem.transitions().form(problem.kind(operation)).observes())
                .toArray();
    }

    /** Of the operations that are not firm those beside the firm ones, and the last of each kind before them. */
    private int[] nearest(int[] firm, int end) {
        int start = Arrays.stream(firm).map(problem::callRank).min().orElse(0);
        Map<Integer, Integer> lastOfKind = new HashMap<>();
        for (int operation : everythingElse(firm, end)) {
            if (problem.returnRank(operation) < start) {
                lastOfKind.merge(
                        problem.kind(operation),
                        operation,
                        (a, b) -> problem.returnRank(a) > problem.returnRank(b) ? a : b);
            }
        }
        Set<Integer> last = new HashSet<>(lastOfKind.values());
        return Arrays.stream(everythingElse(firm, end))
                .filter(operation -> problem.returnRank(operation) >= start || last.contains(operation))
                .toArray();
    }

    /** As few of the firm operations as suffice beside the loose ones; what is loosened joins these. */
    private int[] loosened(int[] firm, int[] loose, int end) {
        List<Integer> kept = new ArrayList<>();
        for (int operation : firm) {
            kept.add(operation);
        }
        List<Integer> free = new ArrayList<>();
        for (int operation : loose) {
            free.add(operation);
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = kept.size();
            for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1; chunk /= 2) {
                loosenChunks(kept, free, chunk, end);
            }
            if (kept.size() == before) {
                break;
            }
        }
        return array(kept);
    }

    private void loosenChunks(List<Integer> kept, List<Integer> free, int chunk, int end) {
        for (int from = 0; from < kept.size() && !budget.outOfTime(); ) {
            int to = Math.min(kept.size(), from + chunk);
            List<Integer> rest = new ArrayList<>(kept);
            List<Integer> freed = new ArrayList<>(rest.subList(from, to));
            rest.subList(from, to).clear();
            freed.removeIf(operation ->
                    problem.transitions().form(problem.kind(operation)).observes());
            List<Integer> all = new ArrayList<>(free);
            all.addAll(freed);
            if (!rest.isEmpty() && refuted(array(rest), array(all), end)) {
                kept.subList(from, to).clear();
                free.addAll(freed);
            } else {
                from = to;
            }
        }
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether the firm operations, with the loose ones, were seen not to be linearizable. */
    private boolean refuted(int[] firm, int[] loose, int end) {
        if (budget.outOfTime()) {
            return false;
        }
        List<ObservedCall<I, O>> some = history(firm, loose, end);
        Pursuit pursuit = new WindowedEngine().pursue(Problem.of(model, some), budget);
        try {
            return pursuit.go(LEAST_STEPS + STEPS_PER_OPERATION * some.size()) instanceof Decision.NotLinearizable;
        } finally {
            pursuit.end();
        }
    }

    private List<ObservedCall<I, O>> history(int[] firm, int[] loose, int end) {
        List<ObservedCall<I, O>> some = new ArrayList<>(firm.length + loose.length);
        for (int operation : firm) {
            ObservedCall<I, O> call = calls.get(operation);
            some.add(problem.returnRank(operation) <= end ? call : loose(call));
        }
        for (int operation : loose) {
            some.add(loose(calls.get(operation)));
        }
        return some;
    }

    static <I, O> ObservedCall<I, O> loose(ObservedCall<I, O> call) {
        return new ObservedCall<>(
                call.number(),
                call.client(),
                call.key(),
                call.input(),
                call.output(),
                Effect.POSSIBLE,
                call.called(),
                call.returned());
    }

    /** Adds, for each state that a firm operation needs, the last operation that leads to it. */
    private int[] shown(int[] firm, int end) {
        Transitions<?, ?, ?> transitions = problem.transitions();
        Map<Integer, Integer> producers = new HashMap<>();
        for (int operation : everythingElse(firm, end)) {
            int kind = problem.kind(operation);
            if (transitions.form(kind).leadsToOne()) {
                producers.merge(
                        transitions.to(kind), operation, (a, b) -> problem.callRank(a) > problem.callRank(b) ? a : b);
            }
        }
        int[] sources = Arrays.stream(firm)
                .map(problem::kind)
                .filter(kind -> transitions.form(kind) == Form.READS || transitions.form(kind) == Form.MOVES)
                .map(transitions::from)
                .distinct()
                .filter(producers::containsKey)
                .map(producers::get)
                .limit(MOST_SHOWN)
                .toArray();
        return IntStream.concat(Arrays.stream(firm), Arrays.stream(sources))
                .boxed()
                .sorted(Comparator.comparingInt(problem::callRank))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
