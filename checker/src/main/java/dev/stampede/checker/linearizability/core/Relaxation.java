package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls of which less is said, so that there are at least as many orders of them: what refutes these refutes those. */
public final class Relaxation {
    private Relaxation() {}

    /** The call, but it may not have happened. */
    public static <I, O> ObservedCall<I, O> call(ObservedCall<I, O> call) {
        return changed(call, call.output(), call.returned());
    }

    /** What may not have happened may have been answered anything. */
    public static <I, O> List<ObservedCall<I, O>> withoutAnswers(List<ObservedCall<I, O>> calls) {
        return each(calls, call -> changed(call, null, call.returned()));
    }

    /** What may not have happened may have been answered anything, and may happen at any time from its call on. */
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
