package dev.stampede.checker.linearizability;

import dev.stampede.checker.linearizability.Explanation.Line;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the deepest order of a search into an {@link Explanation}. */
final class Explainer<S, I, O> {
    /** How many operations of the order an explanation keeps. */
    private static final int KEPT = 100;

    private static final int MOST_PENDING = 100;

    private final Model<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private final int[] order;
    private final boolean[] placed;

    private Explainer(Model<S, I, O> model, List<ObservedCall<I, O>> calls, int[] order) {
        this.model = model;
        this.calls = calls;
        this.order = order;
        this.placed = new boolean[calls.size()];
        for (int operation : order) {
            placed[operation] = true;
        }
    }

    static <S, I, O> Explanation explain(
            Model<S, I, O> model, String part, List<ObservedCall<I, O>> calls, int[] order) {
        return new Explainer<>(model, calls, order).explain(part);
    }

    private Explanation explain(String part) {
        Set<S> states = new LinkedHashSet<>(List.of(model.initial()));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            ObservedCall<I, O> call = calls.get(order[i]);
            states = after(states, call);
            if (order.length - i <= KEPT) {
                lines.add(line(call, i + 1, words(states)));
            }
        }
        ObservedCall<I, O> culprit = culprit();
        List<Line> pending = pending(culprit).stream()
                .map(call -> new Line(call, model.describe(call.input(), call.output()), 0, null))
                .toList();
        Line stuck = new Line(culprit, model.describe(culprit.input(), culprit.output()), 0, null);
        return new Explanation(part, order.length, lines, pending, stuck, words(states));
    }

    private Line line(ObservedCall<I, O> call, int place, String state) {
        return new Line(call, model.describe(call.input(), call.output()), place, state);
    }

    private Set<S> after(Set<S> states, ObservedCall<I, O> call) {
        Set<S> next = new LinkedHashSet<>();
        for (S state : states) {
            next.addAll(model.step(state, call.input(), call.output()));
        }
        return next;
    }

    private String words(Set<S> states) {
        return states.stream().map(model::describe).collect(Collectors.joining(" or "));
    }

    /** The certain operation without a place that returned first: all others may come after it, but not before. */
    private ObservedCall<I, O> culprit() {
        ObservedCall<I, O> first = null;
        for (int i = 0; i < calls.size(); i++) {
            ObservedCall<I, O> call = calls.get(i);
            if (!placed[i] && call.certain() && (first == null || call.returned() < first.returned())) {
                first = call;
            }
        }
        if (first == null) {
            throw new IllegalStateException("expected an operation without a place in an order of " + order.length
                    + " of " + calls.size() + " operations, found none");
        }
        return first;
    }

    private List<ObservedCall<I, O>> pending(ObservedCall<I, O> culprit) {
        List<ObservedCall<I, O>> pending = new ArrayList<>();
        for (int i = 0; i < calls.size() && pending.size() < MOST_PENDING; i++) {
            ObservedCall<I, O> call = calls.get(i);
            if (!placed[i] && !call.equals(culprit) && call.called() <= culprit.returned()) {
                pending.add(call);
            }
        }
        pending.sort(Comparator.comparingLong(ObservedCall::called));
        return pending;
    }
}
