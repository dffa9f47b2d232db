package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key, in the form that the search engines use.
 *
 * <p>Each invocation and each return has a unique rank. If one operation is invoked at the time at which another
 * returns, the invocation comes first, so the two operations are concurrent. A kind is an input with its output and
 * effect; operations of one kind differ only in their times. Operations are indexed in the order of the given list. Not
 * thread-safe, because its transitions are not.
 */
public final class Problem {
    /** The return rank of an operation without an upper bound. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final ObservedCall<?, ?>[] calls;
    private final Transitions<?, ?, ?> transitions;
    private final Intervals when;
    private final int requiredCount;
    private int @Nullable [] kinds;

    private Problem(ObservedCall<?, ?>[] calls, Transitions<?, ?, ?> transitions) {
        this.calls = calls;
        this.transitions = transitions;
        this.when = EventOrder.of(calls);
        int count = 0;
        for (boolean required : when.required()) {
            count += required ? 1 : 0;
        }
        this.requiredCount = count;
    }

    /** Ranks the invocations and returns of calls, which must all have the same key. */
    public static <S, I, O> Problem of(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new Problem(calls.toArray(new ObservedCall<?, ?>[0]), new Transitions<>(model));
    }

    public int size() {
        return calls.length;
    }

    /** The intervals of the operations. */
    public Intervals when() {
        return when;
    }

    /** The number of operations that certainly took effect. */
    public int requiredCount() {
        return requiredCount;
    }

    public boolean required(int operation) {
        return when.required()[operation];
    }

    /** The kind of each operation, computed at the first call. The array must not be modified. */
    public int[] kinds() {
        int[] known = kinds;
        if (known == null) {
            known = transitions.kindsOf(calls);
            kinds = known;
        }
        return known;
    }

    public int kind(int operation) {
        return kinds()[operation];
    }

    /** The rank of its invocation. */
    public int invocationRank(int operation) {
        return when.call()[operation];
    }

    /** The rank of its return, or {@link #NEVER}. */
    public int returnRank(int operation) {
        return when.ret()[operation];
    }

    /**
     * The events by rank: the index {@code i} of an operation for its invocation, {@code ~i} for its return. The array
     * must not be modified.
     */
    public int[] events() {
        return when.events();
    }

    public ObservedCall<?, ?> call(int operation) {
        return calls[operation];
    }

    public Model<?, ?, ?> model() {
        return transitions.model();
    }

    /** What the model says about the kinds. */
    public Transitions<?, ?, ?> transitions() {
        kinds();
        return transitions;
    }
}
