package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import java.util.Optional;

/**
 * Tries every order, directly from the definition: no ranks, no kinds, no memory of failed states. Engines are tested
 * against it. It also refutes small cores (a core is a few calls that contradict each other) a second time,
 * independently.
 *
 * <p>Its depth is the number of calls, which is at most {@link #MAX_CALLS}; its time is exponential in them.
 */
public final class NaiveSearch<S, I, O> {
    /** The maximum number of calls. */
    public static final int MAX_CALLS = 30;

    private final Model<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private long stepsLeft;

    private NaiveSearch(Model<S, I, O> model, List<ObservedCall<I, O>> calls, long steps) {
        this.model = model;
        this.calls = calls;
        this.stepsLeft = steps;
    }

    /** As {@link #linearizable}, but empty if it takes more than {@code steps} steps. */
    public static <S, I, O> Optional<Boolean> linearizable(
            Model<S, I, O> model, List<ObservedCall<I, O>> calls, long steps) {
        NaiveSearch<S, I, O> search = new NaiveSearch<>(model, limited(calls), steps);
        boolean found = search.canComplete(model.initial(), 0);
        return search.stepsLeft < 0 ? Optional.empty() : Optional.of(found);
    }

    /** Whether the calls, which belong to one partition, have a linearizable order. */
    public static <S, I, O> boolean linearizable(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new NaiveSearch<>(model, limited(calls), Long.MAX_VALUE).canComplete(model.initial(), 0);
    }

    private static <I, O> List<ObservedCall<I, O>> limited(List<ObservedCall<I, O>> calls) {
        if (calls.size() > MAX_CALLS) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_CALLS + " calls, found " + calls.size() + "; shrink them first");
        }
        return calls;
    }

    private boolean canComplete(S state, int taken) {
        if (stepsLeft-- <= 0) {
            return false;
        }
        boolean complete = true;
        for (int i = 0; i < calls.size(); i++) {
            complete &= contains(taken, i) || !calls.get(i).certain();
        }
        if (complete) {
            return true;
        }
        for (int i = 0; i < calls.size(); i++) {
            if (!contains(taken, i) && mayComeNext(i, taken)) {
                ObservedCall<I, O> call = calls.get(i);
                for (S next : model.step(state, call.input(), call.output())) {
                    if (canComplete(next, taken | 1 << i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * A call can come next if no remaining certain operation returned before the call began, and no operation that
     * began after the call returned has already taken effect.
     */
    private boolean mayComeNext(int candidate, int taken) {
        ObservedCall<I, O> call = calls.get(candidate);
        for (int i = 0; i < calls.size(); i++) {
            ObservedCall<I, O> other = calls.get(i);
            boolean before = !contains(taken, i) && other.certain() && other.returned() < call.called();
            boolean after = contains(taken, i) && other.called() > call.returned();
            if (before || after) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(int taken, int i) {
        return (taken >> i & 1) != 0;
    }
}
