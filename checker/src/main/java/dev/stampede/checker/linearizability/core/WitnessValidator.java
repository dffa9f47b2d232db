package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an order proves calls linearizable, directly from the definition and independently of the search: the
 * order contains every certain operation, and none twice; an operation that returned before another one was called
 * precedes that one; and the model allows the order.
 */
public final class WitnessValidator {
    private WitnessValidator() {}

    /** The defect of an order, or null if it is a proof. */
    public static <S, I, O> @Nullable String objection(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, int[] order) {
        boolean[] placed = new boolean[calls.size()];
        List<S> states = List.of(model.initial());
        long latestCall = Long.MIN_VALUE;
        for (int operation : order) {
            ObservedCall<I, O> call = calls.get(operation);
            if (placed[operation]) {
                return "operation " + call.number() + " is placed twice";
            }
            placed[operation] = true;
            latestCall = Math.max(latestCall, call.called());
            if (call.returned() < latestCall) {
                return "operation " + call.number()
                        + " is placed after an operation that was called later than its return";
            }
            states = after(model, states, call);
            if (states.isEmpty()) {
                return "operation " + call.number() + " is not possible at its position";
            }
        }
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && calls.get(i).certain()) {
                return "operation " + calls.get(i).number() + " certainly took effect but is missing";
            }
        }
        return null;
    }

    private static <S, I, O> List<S> after(Model<S, I, O> model, List<S> states, ObservedCall<I, O> call) {
        if (states.size() == 1) {
            return model.step(states.get(0), call.input(), call.output());
        }
        Set<S> next = new LinkedHashSet<>();
        for (S state : states) {
            next.addAll(model.step(state, call.input(), call.output()));
        }
        return List.copyOf(next);
    }
}
