package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.Relaxation;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.explanation.Core.Start;
import dev.stampede.checker.linearizability.explanation.Explanation.Others;
import dev.stampede.checker.linearizability.explanation.SubsetOracle.Answer;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ProjectableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a few operations of a history that show why it is not linearizable.
 *
 * <p>Operations cannot simply be removed: without a write, a read of its value would be wrong. This class only relaxes
 * constraints, so each step allows at least as many orders as the history, and a refutation of the result refutes the
 * history:
 *
 * <ol>
 *   <li>The history ends at a return. Later calls are removed; operations that are open at that return may or may not
 *       have taken effect. (A prefix of a linearizable history is linearizable.)
 *   <li>Operations that only observe are removed.
 *   <li>All others become optional: they may have taken effect within their interval, or not at all.
 * </ol>
 *
 * The operations that must stay certain for the refutation are the core. The search for the core starts with the
 * suspects. If there are none, it starts with the operations that returned last before the return that no order could
 * pass. Of the optional operations, it uses only the nearest ones that may matter. Then the core is refuted again
 * together with all optional operations. If these could resolve the contradiction, the search is extended to earlier
 * operations. If this second refutation takes too many steps, the core stays as it is, since it is contradictory
 * without other operations; the explanation then says so. The core is reduced by making halves, quarters and finally
 * single operations optional (A. Zeller, R. Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 28
 * (2002)).
 */
public final class CoreFinder<S, I, O> {
    private static final int MAX_IN_A_WINDOW = 512;
    /**
     * The explanation omits the operations that lead to the core if they are more than {@link #MAX_SHOWN}, or together
     * with the core more than {@link #MAX_TOGETHER}. The core then starts at the state that they led to.
     */
    private static final int MAX_SHOWN = 8;

    private static final int MAX_TOGETHER = 12;
    private static final int MAX_ROUNDS = 4;
    private static final int[] NONE = {};

    private final Model<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private final Problem problem;
    private final RelatedOperations related;
    private final SubsetOracle<S, I, O> oracle;
    private final SearchBudget budget;

    /** The certain operations in the order of their returns. */
    private final int[] byReturn;

    /** Whether refuting a few operations together with all others takes too long. */
    private boolean othersTakeTooLong;

    private CoreFinder(Model<S, I, O> model, List<ObservedCall<I, O>> calls, SearchBudget budget) {
        this.model = model;
        this.calls = calls;
        this.problem = Problem.of(model, calls);
        this.related = new RelatedOperations(problem);
        this.oracle = new SubsetOracle<>(model, budget);
        this.budget = budget;
        this.byReturn = Arrays.stream(problem.events())
                .filter(event -> event < 0 && problem.required(~event))
                .map(event -> ~event)
                .toArray();
    }

    /**
     * Finds a core: the operations that must stay certain, and the operations that lead to the states they observed.
     * The refutation uses weaker constraints on these operations than the history has, so the history allows even fewer
     * orders. For a {@link dev.stampede.checker.model.ProjectableModel}, the search uses a projection to a few parts of
     * the state if that suffices.
     *
     * @param stuckAt the operation whose return no order could pass
     * @param suspects a possible core; may be empty
     */
    public static <S, I, O> Core<S, I, O> find(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, int stuckAt, int[] suspects, SearchBudget budget) {
        CoreFinder<S, I, O> finder = new CoreFinder<>(model, calls, budget);
        if (model instanceof ProjectableModel<S, I, O> projectable) {
            StateProjection.View<I, O> view = new StateProjection<>(projectable, calls, budget)
                    .find(suspects, finder.byReturn, finder.positionOf(stuckAt));
            if (view != null) {
                return finder.within(view, projectable.projection(view.parts()), stuckAt, suspects);
            }
        }
        return finder.find(stuckAt, suspects, calls);
    }

    private Core<S, I, O> within(StateProjection.View<I, O> view, Model<S, I, O> ofView, int stuckAt, int[] suspects) {
        CoreFinder<S, I, O> finder = new CoreFinder<>(ofView, view.calls(), budget);
        int[] seen = Arrays.stream(suspects)
                .map(view.indices()::indexOf)
                .filter(index -> index >= 0)
                .toArray();
        int last = finder.byReturn[finder.byReturn.length - 1];
        for (int operation : finder.byReturn) {
            boolean inPrefix = problem.returnRank(view.indices().get(operation)) <= problem.returnRank(stuckAt);
            last = inPrefix ? operation : last;
        }
        return finder.find(last, seen, view.indices().stream().map(calls::get).toList());
    }

    private Core<S, I, O> find(int stuckAt, int[] suspects, List<ObservedCall<I, O>> whole) {
        int[] certain = Arrays.stream(suspects).filter(problem::required).toArray();
        if (certain.length > 0) {
            int end = lastReturn(certain);
            if (refuted(certain, related.relatedTo(certain, end), end)) {
                int[] fewest = fewestRequired(certain, related.relatedTo(certain, end), end);
                Answer beside = besideAll(fewest, end);
                if (beside != Answer.POSSIBLE) {
                    return shown(fewest, end, beside, whole);
                }
            }
        }
        int[] required = windowBefore(positionOf(stuckAt));
        if (required.length == 0) {
            required = windowBefore(shortestRefuted(positionOf(stuckAt)));
        }
        if (required.length == 0) {
            required = byReturn;
        }
        int end = lastReturn(required);
        int[] fewest = fewestRequired(required, related.relatedTo(required, end), end);
        Answer beside = besideAll(fewest, end);
        if (beside == Answer.POSSIBLE) {
            fewest = fewestRequired(required, related.everythingElse(required, end), end);
            beside = Answer.REFUTED;
        }
        return shown(fewest, end, beside, whole);
    }

    private int lastReturn(int[] operations) {
        return Arrays.stream(operations).map(problem::returnRank).max().orElseThrow();
    }

    /**
     * The position in {@link #byReturn} of the first operation that does not return before the given one, which may be
     * indeterminate.
     */
    private int positionOf(int operation) {
        int position = 0;
        while (position + 1 < byReturn.length
                && problem.returnRank(byReturn[position]) < problem.returnRank(operation)) {
            position++;
        }
        return position;
    }

    /**
     * The position of the return with which the shortest refuted prefix ends, from a position on. The return at which
     * the search was stuck need not end a refuted prefix: later operations can be the reason.
     */
    private int shortestRefuted(int from) {
        int last = byReturn.length - 1;
        int refuted = from;
        int notRefuted = from - 1;
        int stride = 1;
        while (refuted < last && !prefixIsRefuted(refuted)) {
            notRefuted = refuted;
            refuted = Math.min(last, refuted + stride);
            stride *= 4;
        }
        while (refuted - notRefuted > 1) {
            int middle = (refuted + notRefuted) >>> 1;
            if (prefixIsRefuted(middle)) {
                refuted = middle;
            } else {
                notRefuted = middle;
            }
        }
        return refuted;
    }

    private boolean prefixIsRefuted(int upTo) {
        int[] required = Arrays.copyOf(byReturn, upTo + 1);
        int end = problem.returnRank(byReturn[upTo]);
        return refuted(required, related.everythingElse(required, end), end);
    }

    /**
     * The operations that returned last up to this position, as many as are refuted together with all others. If it
     * takes too long to decide that, as many as are refuted together with the related ones; empty if none are refuted.
     */
    private int[] windowBefore(int position) {
        int count = position + 1;
        int end = problem.returnRank(byReturn[position]);
        for (int size = 1; size < count && size <= MAX_IN_A_WINDOW; size *= 2) {
            int[] required = Arrays.copyOfRange(byReturn, count - size, count);
            if (refuted(required, related.relatedTo(required, end), end)
                    && besideAll(required, end) != Answer.POSSIBLE) {
                return required;
            }
        }
        return prefixIsRefuted(position) ? Arrays.copyOf(byReturn, count) : NONE;
    }

    /**
     * The answer for the certain operations together with all others; UNKNOWN at once if an earlier answer took too
     * long.
     */
    private Answer besideAll(int[] required, int end) {
        Answer answer = othersTakeTooLong
                ? Answer.UNKNOWN
                : oracle.answer(history(required, related.everythingElse(required, end), end));
        othersTakeTooLong |= answer == Answer.UNKNOWN;
        return answer;
    }

    /**
     * Makes certain operations optional as long as the rest is refuted; returns the operations that must stay certain.
     */
    private int[] fewestRequired(int[] required, int[] optional, int end) {
        List<Integer> kept = list(required);
        List<Integer> free = list(optional);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int before = kept.size();
            for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1; chunk /= 2) {
                makeChunksOptional(kept, free, chunk, end);
            }
            if (kept.size() == before) {
                break;
            }
        }
        return array(kept);
    }

    private void makeChunksOptional(List<Integer> kept, List<Integer> free, int chunk, int end) {
        for (int from = 0; from < kept.size() && !budget.outOfTime(); ) {
            int to = Math.min(kept.size(), from + chunk);
            List<Integer> rest = new ArrayList<>(kept);
            List<Integer> freed = new ArrayList<>(rest.subList(from, to));
            rest.subList(from, to).clear();
            freed.removeIf(related::observes);
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

    private static List<Integer> list(int[] array) {
        return new ArrayList<>(Arrays.stream(array).boxed().toList());
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether the certain operations, together with the optional ones, were refuted. */
    private boolean refuted(int[] required, int[] optional, int end) {
        return oracle.refutes(history(required, optional, end));
    }

    private List<ObservedCall<I, O>> history(int[] required, int[] optional, int end) {
        List<ObservedCall<I, O>> some = new ArrayList<>(required.length + optional.length);
        for (int operation : required) {
            ObservedCall<I, O> call = calls.get(operation);
            some.add(problem.returnRank(operation) <= end ? call : Relaxation.call(call));
        }
        for (int operation : optional) {
            some.add(Relaxation.call(calls.get(operation)));
        }
        return some;
    }

    /**
     * Adds the operations that make all but the last of the certain operations possible, and those that make the last
     * one possible on its own. Without them, the reason would seem to be that nothing leads to the observed states. If
     * many operations lead there, only the resulting state is kept.
     */
    private Core<S, I, O> shown(int[] required, int end, Answer beside, List<ObservedCall<I, O>> whole) {
        int last = Arrays.stream(required)
                .boxed()
                .max(Comparator.comparingInt(problem::returnRank))
                .orElseThrow();
        int[] others =
                Arrays.stream(required).filter(operation -> operation != last).toArray();
        int[] order = orderOf(others, required, end);
        int[] among = sorted(required);
        int lead = 0;
        while (lead < order.length && Arrays.binarySearch(among, order[lead]) < 0) {
            lead++;
        }
        int[] alone = orderOf(new int[] {last}, required, end);
        Start<S> start = new Start<>(model.initial(), 0);
        int[] all = together(required, order, alone.length > MAX_SHOWN ? NONE : alone);
        if (lead > MAX_SHOWN || all.length > MAX_TOGETHER) {
            start = after(Arrays.copyOf(order, lead));
            all = start.operations() == 0 ? all : together(required, Arrays.copyOfRange(order, lead, order.length));
        }
        return new Core<>(
                Arrays.stream(all).mapToObj(calls::get).toList(),
                Arrays.stream(all).mapToObj(whole::get).toList(),
                start,
                beside == Answer.REFUTED ? Others.CANNOT_HELP : Others.UNKNOWN);
    }

    private int[] together(int[]... operations) {
        return Arrays.stream(operations)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(problem::invocationRank))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] sorted(int[] operations) {
        int[] sorted = operations.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** An order of some certain operations and of the optional ones that make them possible; empty if none is found. */
    private int[] orderOf(int[] some, int[] required, int end) {
        int[] among = sorted(required);
        int[] optional = Arrays.stream(related.relatedTo(some, end))
                .filter(operation -> Arrays.binarySearch(among, operation) < 0)
                .toArray();
        int[] order = some.length == 0 ? null : oracle.order(history(some, optional, end));
        return order == null
                ? NONE
                : Arrays.stream(order)
                        .map(place -> place < some.length ? some[place] : optional[place - some.length])
                        .toArray();
    }

    /** The state after these operations; the initial state if the model is nondeterministic on the way. */
    private Start<S> after(int[] order) {
        S state = model.initial();
        for (int operation : order) {
            ObservedCall<I, O> call = calls.get(operation);
            List<S> next = model.step(state, call.input(), call.output());
            next = next.isEmpty() ? model.step(state, call.input(), null) : next;
            if (next.size() != 1) {
                return new Start<>(model.initial(), 0);
            }
            state = next.get(0);
        }
        return new Start<>(state, order.length);
    }
}
