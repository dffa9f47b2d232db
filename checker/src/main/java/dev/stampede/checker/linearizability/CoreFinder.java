package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Divisible;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
 * What must stay firm for the refutation is the core. It is looked for among the suspects, if somebody
 * named some; else among the operations that returned last before the return that no order could pass; with only the nearest
 * loose operations that may be of use. Then the core is refuted once more together with all loose operations; if it turns
 * out that these could help it is looked for farther away, but if that takes too many steps the core stays as it is: it is
 * contradictory by itself. Halves, quarters and so on are loosened
 * until single ones are (A. Zeller, R. Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 28 (2002)).
 */
final class CoreFinder<S, I, O> {
    private static final long STEPS_PER_OPERATION = 20;
    private static final long LEAST_STEPS = 5_000;
    private static final int MOST_IN_A_WINDOW = 512;
    private static final int MOST_SHOWN = 8;
    private static final int MOST_ROUNDS = 4;

    private final Model<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private final Problem problem;
    private final SearchBudget budget;

    /** The certain operations in the order of their returns. */
    private final int[] byReturn;

    /** Whether it takes too long to refute a few operations beside all others. */
    private boolean tooMany;

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

    /** Says whether calls were seen not to be linearizable. */
    @FunctionalInterface
    interface Refuter<I, O> {
        /** The verdict; false also if that was not found out. */
        boolean refutes(List<ObservedCall<I, O>> some);
    }

    /**
     * A few calls that are not linearizable, in the order of their calls.
     *
     * @param calls what must be seen of them
     * @param whole the same calls as they are in the history
     */
    record Core<I, O>(List<ObservedCall<I, O>> calls, List<ObservedCall<I, O>> whole) {
        static <I, O> Core<I, O> of(List<ObservedCall<I, O>> calls) {
            return new Core<>(calls, calls);
        }
    }

    /**
     * A core: what must stay firm, and what leads to what they saw, to show that it is too early. As they are in the history, they allow even fewer orders than was refuted. Where a model's
     * state has {@link Parts}, only a few of them are looked at, if that suffices.
     *
     * @param stuckAt the operation whose return no order could pass
     * @param suspects what may be the core already; may be empty
     */
    static <S, I, O> Core<I, O> find(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, int stuckAt, int[] suspects, SearchBudget budget) {
        CoreFinder<S, I, O> finder = new CoreFinder<>(model, calls, Problem.of(model, calls), budget);
        if (model instanceof Divisible<S, I, O> divisible) {
            Parts.View<I, O> view = new Parts<>(divisible, calls, finder::refutes)
                    .find(suspects, finder.byReturn, finder.positionOf(stuckAt));
            if (view != null) {
                return finder.within(view, suspects);
            }
        }
        return core(calls, calls, finder.find(stuckAt, suspects));
    }

    private Core<I, O> within(Parts.View<I, O> view, int[] suspects) {
        CoreFinder<S, I, O> finder = new CoreFinder<>(model, view.calls(), Problem.of(model, view.calls()), budget);
        int[] seen = Arrays.stream(suspects)
                .map(view.indices()::indexOf)
                .filter(index -> index >= 0)
                .toArray();
        int last = finder.byReturn[finder.byReturn.length - 1];
        return core(view.calls(), view.indices().stream().map(calls::get).toList(), finder.find(last, seen));
    }

    private static <I, O> Core<I, O> core(
            List<ObservedCall<I, O>> calls, List<ObservedCall<I, O>> whole, int[] operations) {
        return new Core<>(
                Arrays.stream(operations).mapToObj(calls::get).toList(),
                Arrays.stream(operations).mapToObj(whole::get).toList());
    }

    private int[] find(int stuckAt, int[] suspects) {
        int[] certain = Arrays.stream(suspects).filter(problem::required).toArray();
        if (certain.length > 0) {
            int end = Arrays.stream(certain).map(problem::returnRank).max().orElseThrow();
            if (refuted(certain, nearest(certain, end), end)) {
                int[] fewest = loosened(certain, nearest(certain, end), end);
                if (besideAll(fewest, end) != Answer.POSSIBLE) {
                    return shown(fewest, end);
                }
            }
        }
        int[] firm = windowBefore(positionOf(stuckAt));
        if (firm.length == 0) {
            firm = windowBefore(shortestRefuted(positionOf(stuckAt)));
        }
        if (firm.length == 0) {
            firm = byReturn;
        }
        int end = Arrays.stream(firm).map(problem::returnRank).max().orElseThrow();
        int[] fewest = loosened(firm, nearest(firm, end), end);
        if (fewest.length < firm.length && besideAll(fewest, end) == Answer.POSSIBLE) {
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

    /**
     * The last to return up to the one at this position, as many as are needed; if it is not found out in time whether the
     * others could help, as many as are needed beside the nearest; none if nothing is refuted.
     */
    private int[] windowBefore(int position) {
        int count = position + 1;
        int end = problem.returnRank(byReturn[position]);
        for (int size = 1; size < count && size <= MOST_IN_A_WINDOW; size *= 2) {
            int[] firm = Arrays.copyOfRange(byReturn, count - size, count);
            if (refuted(firm, nearest(firm, end), end) && besideAll(firm, end) != Answer.POSSIBLE) {
                return firm;
            }
        }
        int[] all = firstCertain(position);
        return isRefuted(all, end) ? all : new int[0];
    }

    /** Not looked for any more once that took too long. */
    private Answer besideAll(int[] firm, int end) {
        Answer answer = tooMany ? Answer.UNKNOWN : answer(history(firm, everythingElse(firm, end), end));
        tooMany |= answer == Answer.UNKNOWN;
        return answer;
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

    /**
     * Of the operations that are not firm those beside the firm ones, and of those before them the last that lead to what
     * these need; or, where forms do not tell what they need, the last of each kind.
     */
    private int[] nearest(int[] firm, int end) {
        int start = Arrays.stream(firm).map(problem::callRank).min().orElse(0);
        int[] loose = everythingElse(firm, end);
        int[] beside = Arrays.stream(loose)
                .filter(operation -> problem.returnRank(operation) >= start)
                .toArray();
        int[] before = Arrays.stream(loose)
                .filter(operation -> problem.returnRank(operation) < start)
                .toArray();
        int[] users =
                IntStream.concat(Arrays.stream(firm), Arrays.stream(beside)).toArray();
        boolean told =
                Arrays.stream(users).noneMatch(operation -> form(operation).asks());
        Collection<Integer> last = told ? suppliers(users, before) : lastOfEachKind(before);
        return IntStream.concat(Arrays.stream(beside), last.stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    private Form form(int operation) {
        return problem.transitions().form(problem.kind(operation));
    }

    private Collection<Integer> lastOfEachKind(int[] operations) {
        Map<Integer, Integer> last = new HashMap<>();
        for (int operation : operations) {
            last.merge(problem.kind(operation), operation, this::later);
        }
        return last.values();
    }

    private int later(int one, int other) {
        return problem.returnRank(one) > problem.returnRank(other) ? one : other;
    }

    /** For each state that some of these need the last that leads to it; and the same for what those need. */
    private Collection<Integer> suppliers(int[] users, int[] operations) {
        Transitions<?, ?, ?> transitions = problem.transitions();
        Map<Integer, Integer> lastTo = new HashMap<>();
        for (int operation : operations) {
            if (form(operation).leadsToOne()) {
                lastTo.merge(transitions.to(problem.kind(operation)), operation, this::later);
            }
        }
        Set<Integer> found = new LinkedHashSet<>();
        Deque<Integer> asking = new ArrayDeque<>();
        for (int user : users) {
            asking.add(user);
        }
        while (!asking.isEmpty()) {
            int user = asking.remove();
            boolean needs = form(user) == Form.READS || form(user) == Form.MOVES;
            Integer supplier = needs ? lastTo.get(transitions.from(problem.kind(user))) : null;
            if (supplier != null && found.add(supplier)) {
                asking.add(supplier);
            }
        }
        return found;
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
        return refutes(history(firm, loose, end));
    }

    private boolean refutes(List<ObservedCall<I, O>> some) {
        return answer(some) == Answer.REFUTED;
    }

    private enum Answer {
        REFUTED,
        POSSIBLE,
        /** That takes too many steps. */
        UNKNOWN
    }

    private Answer answer(List<ObservedCall<I, O>> some) {
        if (budget.outOfTime()) {
            return Answer.UNKNOWN;
        }
        Problem few = Problem.of(model, some);
        for (Specialist specialist : Specialists.of(model)) {
            Ruling ruling = specialist.decide(few, budget);
            if (ruling instanceof Ruling.Accepted || ruling instanceof Ruling.Refuted) {
                return ruling instanceof Ruling.Refuted ? Answer.REFUTED : Answer.POSSIBLE;
            }
        }
        Decision decision = searched(few);
        return decision instanceof Decision.NotLinearizable
                ? Answer.REFUTED
                : decision instanceof Decision.Linearizable ? Answer.POSSIBLE : Answer.UNKNOWN;
    }

    private @Nullable Decision searched(List<ObservedCall<I, O>> some) {
        return searched(Problem.of(model, some));
    }

    private @Nullable Decision searched(Problem some) {
        Pursuit pursuit = new WindowedEngine().pursue(some, budget);
        try {
            return pursuit.go(LEAST_STEPS + STEPS_PER_OPERATION * some.size());
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

    /**
     * Adds what it takes that all firm operations but the last to return are possible, and what it takes that this one is
     * by itself: without it, the reason would seem to be that nothing leads to what they saw.
     */
    private int[] shown(int[] firm, int end) {
        int last = Arrays.stream(firm)
                .boxed()
                .max(Comparator.comparingInt(problem::returnRank))
                .orElseThrow();
        int[] others =
                Arrays.stream(firm).filter(operation -> operation != last).toArray();
        return IntStream.concat(
                        Arrays.stream(firm),
                        IntStream.concat(
                                Arrays.stream(helpers(others, firm, end)),
                                Arrays.stream(helpers(new int[] {last}, firm, end))))
                .distinct()
                .boxed()
                .sorted(Comparator.comparingInt(problem::callRank))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The loose operations by which some firm ones are possible; none if they are not, or if it takes too many. */
    private int[] helpers(int[] some, int[] firm, int end) {
        int[] firmAsWell = Arrays.stream(firm)
                .filter(operation -> Arrays.stream(some).noneMatch(one -> one == operation))
                .toArray();
        int[] loose = Arrays.stream(nearest(some, end))
                .filter(operation -> Arrays.stream(firmAsWell).noneMatch(one -> one == operation))
                .toArray();
        if (some.length == 0 || !(searched(history(some, loose, end)) instanceof Decision.Linearizable possible)) {
            return new int[0];
        }
        int[] helpers = Arrays.stream(possible.witness())
                .filter(place -> place >= some.length)
                .map(place -> loose[place - some.length])
                .toArray();
        return helpers.length > MOST_SHOWN ? new int[0] : helpers;
    }
}
