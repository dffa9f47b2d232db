package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.ModelStartingAt;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.Relaxation;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.explanation.Explanation.Line;
import dev.stampede.checker.linearizability.explanation.Explanation.Others;
import dev.stampede.checker.linearizability.explanation.Explanation.Proof;
import dev.stampede.checker.linearizability.explanation.Explanation.Start;
import dev.stampede.checker.linearizability.search.Reduction;
import dev.stampede.checker.linearizability.search.WindowedEngine;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Explains why the calls of a core are not linearizable: finds the longest order of them, and says for each operation
 * that is open at the end of this order why it cannot come next.
 */
public final class Explainer<S, I, O> {
    /** The maximum number of operations of the order in an explanation. */
    private static final int MAX_ORDER = 100;

    private static final int MAX_PENDING = 100;

    /**
     * The reductions with which a search gets as far as possible. The other reductions backtrack early, where a later
     * operation must fail.
     */
    private static final Set<Reduction> GOING_FAR = Set.of(Reduction.OBSERVE_AT_ONCE, Reduction.FIRST_RETURN_FIRST);

    private static final int MAX_CALLS_GOING_FAR = 20;

    /** The maximum number of characters in the description of a state or an operation. */
    private static final int MAX_LENGTH = 300;

    private final Model<S, I, O> model;
    private final Core<S, I, O> core;
    private final List<ObservedCall<I, O>> calls;
    private final Map<ObservedCall<I, O>, ObservedCall<I, O>> whole = new HashMap<>();
    private final SearchBudget budget;

    private Explainer(Model<S, I, O> model, Core<S, I, O> core, SearchBudget budget) {
        this.model = new ModelStartingAt<>(model, core.start().state());
        this.core = core;
        this.calls = core.calls();
        for (int i = 0; i < calls.size(); i++) {
            whole.put(calls.get(i), core.whole().get(i));
        }
        this.budget = budget;
    }

    /**
     * Explains a core.
     *
     * @param operations the number of operations of the partition
     * @param stuckAt the index of a call that no order is known to pass, used if there is no time for a search
     */
    public static <S, I, O> Explanation explain(
            Model<S, I, O> model,
            String part,
            int operations,
            Proof proof,
            Core<S, I, O> core,
            int stuckAt,
            SearchBudget budget) {
        return new Explainer<>(model, core, budget).explain(part, operations, proof, stuckAt);
    }

    /** The explanation without a search: the operation at this index fits into no order. */
    public static <S, I, O> Explanation withoutOrder(
            Model<S, I, O> model, String part, List<ObservedCall<I, O>> calls, int stuckAt) {
        ObservedCall<I, O> culprit = calls.get(stuckAt);
        Line line =
                new Line(culprit, words(model, culprit), 0, null, "fits into no order, which took too long to explain");
        return new Explanation(
                part,
                calls.size(),
                Proof.ENGINE,
                Others.CANNOT_HELP,
                new Start(0, clipped(model.describe(model.initial()))),
                0,
                List.of(),
                List.of(),
                line,
                clipped(model.describe(model.initial())));
    }

    private Explanation explain(String part, int operations, Proof proof, int fallback) {
        ObservedCall<I, O> culprit = calls.get(findCulprit(fallback));
        int[] order = orderBefore(culprit);
        int before = core.start().operations();
        boolean[] placed = new boolean[calls.size()];
        Set<S> states = new LinkedHashSet<>(List.of(model.initial()));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            ObservedCall<I, O> call = calls.get(order[i]);
            placed[order[i]] = true;
            states = after(states, call);
            if (order.length - i <= MAX_ORDER) {
                lines.add(new Line(whole(call), words(call), before + i + 1, words(states), null));
            }
        }
        Set<S> stuckIn = states;
        List<Line> pending = pending(placed, culprit).stream()
                .map(call -> new Line(whole(call), words(call), 0, null, whyNot(call, culprit, stuckIn)))
                .toList();
        Line stuck = new Line(whole(culprit), words(culprit), 0, null, whyNot(culprit, culprit, stuckIn));
        return new Explanation(
                part,
                operations,
                proof,
                core.others(),
                new Start(before, words(Set.of(core.start().state()))),
                before + order.length,
                lines,
                pending,
                stuck,
                words(stuckIn));
    }

    private int findCulprit(int fallback) {
        WindowedEngine engine =
                calls.size() <= MAX_CALLS_GOING_FAR ? new WindowedEngine(GOING_FAR) : new WindowedEngine();
        Decision decision = engine.decide(Problem.of(model, calls), budget);
        return decision instanceof Decision.NotLinearizable not ? not.stuckAt() : fallback;
    }

    /**
     * An order of all operations that returned before the culprit, with other necessary ones; empty if there was no
     * time to find it.
     */
    private int[] orderBefore(ObservedCall<I, O> culprit) {
        List<Integer> indices = new ArrayList<>();
        List<ObservedCall<I, O>> before = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ObservedCall<I, O> call = calls.get(i);
            if (!call.equals(culprit) && call.called() <= culprit.returned()) {
                indices.add(i);
                before.add(call.returned() < culprit.returned() ? call : Relaxation.call(call));
            }
        }
        Decision decision = new WindowedEngine().decide(Problem.of(model, before), budget);
        if (decision instanceof Decision.Linearizable linearizable) {
            int[] order = linearizable.witness();
            for (int i = 0; i < order.length; i++) {
                order[i] = indices.get(order[i]);
            }
            return order;
        }
        return new int[0];
    }

    private Set<S> after(Set<S> states, ObservedCall<I, O> call) {
        Set<S> next = new LinkedHashSet<>();
        for (S state : states) {
            next.addAll(model.step(state, call.input(), call.output()));
        }
        return next;
    }

    private String whyNot(ObservedCall<I, O> call, ObservedCall<I, O> culprit, Set<S> states) {
        Set<S> next = after(states, call);
        if (next.isEmpty()) {
            return "is not possible when the state is " + words(states);
        }
        if (!call.equals(culprit) && after(next, culprit).isEmpty()) {
            return "would make the state " + words(next) + ", where " + words(culprit) + " is not possible either";
        }
        return "would make the state " + words(next) + ", which no order continues";
    }

    private String words(ObservedCall<I, O> call) {
        return words(model, whole(call));
    }

    private static <I, O> String words(Model<?, I, O> model, ObservedCall<I, O> call) {
        return clipped(model.describe(call.input(), call.output()));
    }

    /** Models may describe large states; the beginning suffices to identify the state. */
    private static String clipped(String words) {
        return words.length() <= MAX_LENGTH ? words : words.substring(0, MAX_LENGTH - 1) + "\u2026";
    }

    private ObservedCall<I, O> whole(ObservedCall<I, O> call) {
        return whole.getOrDefault(call, call);
    }

    private String words(Set<S> states) {
        return clipped(states.stream().map(model::describe).collect(Collectors.joining(" or ")));
    }

    private List<ObservedCall<I, O>> pending(boolean[] placed, ObservedCall<I, O> culprit) {
        List<ObservedCall<I, O>> pending = new ArrayList<>();
        for (int i = 0; i < calls.size() && pending.size() < MAX_PENDING; i++) {
            ObservedCall<I, O> call = calls.get(i);
            boolean returnedBefore = call.returned() < culprit.returned();
            if (!placed[i] && !returnedBefore && !call.equals(culprit) && call.called() <= culprit.returned()) {
                pending.add(call);
            }
        }
        pending.sort(Comparator.comparingLong(ObservedCall::called));
        return pending;
    }
}
