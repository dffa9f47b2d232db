package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Weakens the constraints of calls, so that they have at least as many orders: a refutation of the weaker calls refutes
 * the original ones.
 */
public final class Relaxation {
    private Relaxation() {}

    /** The call as an indeterminate one. */
    public static <I, O> ObservedCall<I, O> call(ObservedCall<I, O> call) {
        return changed(call, call.output(), call.returned());
    }

    /** Removes the outputs of indeterminate operations. */
    public static <I, O> List<ObservedCall<I, O>> withoutAnswers(List<ObservedCall<I, O>> calls) {
        return each(calls, call -> changed(call, null, call.returned()));
    }

    /** Removes the outputs and the deadlines of indeterminate operations. */
    public static <I, O> List<ObservedCall<I, O>> withoutAnswersOrDeadlines(List<ObservedCall<I, O>> calls) {
        return each(calls, call -> changed(call, null, ObservedCall.NEVER));
    }

    private static <I, O> List<ObservedCall<I, O>> each(
            List<ObservedCall<I, O>> calls, UnaryOperator<ObservedCall<I, O>> change) {
        return calls.stream()
                .map(call -> call.certain() ? call : change.apply(call))
                .toList();
    }

    private static <I, O> ObservedCall<I, O> changed(ObservedCall<I, O> call, @Nullable O output, long returned) {
        return new ObservedCall<>(
                call.number(),
                call.client(),
                call.key(),
                call.input(),
                output,
                Effect.POSSIBLE,
                call.called(),
                returned);
    }
}
