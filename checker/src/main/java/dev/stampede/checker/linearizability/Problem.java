package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.List;

/**
 * The calls on one part of an object, as an engine reads them: dense event ranks, kinds and transitions.
 *
 * <p>Intervals are closed: where a call and a return have the same time, the call comes first, so that the two operations
 * are concurrent. Operations are indexed in the order of the given list. Not thread-safe, because its transitions are
 * not.
 */
final class Problem {
    /** The return rank of an operation that nothing bounds. */
    static final int NEVER = Integer.MAX_VALUE;

    private final ObservedCall<?, ?>[] calls;
    private final Transitions<?, ?, ?> transitions;
    private final int[] events;
    private final int[] callRank;
    private final int[] returnRank;
    private final int[] kind;
    private final boolean[] required;
    private int requiredCount;

    private Problem(ObservedCall<?, ?>[] calls, Transitions<?, ?, ?> transitions, int[] kind) {
        this.calls = calls;
        this.transitions = transitions;
        this.kind = kind;
        this.callRank = new int[calls.length];
        this.returnRank = new int[calls.length];
        this.required = new boolean[calls.length];
        this.events = EventOrder.of(calls);
        for (int rank = 0; rank < events.length; rank++) {
            int event = events[rank];
            if (event >= 0) {
                callRank[event] = rank;
                returnRank[event] = NEVER;
            } else {
                returnRank[~event] = rank;
            }
        }
        for (int i = 0; i < required.length; i++) {
            required[i] = calls[i].certain();
            requiredCount += required[i] ? 1 : 0;
        }
    }

    /** Ranks the calls, which must all concern one part. */
    static <S, I, O> Problem of(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        Transitions<S, I, O> transitions = new Transitions<>(model);
        int[] kind = new int[calls.size()];
        int count = 0;
        for (ObservedCall<I, O> call : calls) {
            kind[count++] = transitions.kind(call);
        }
        return new Problem(calls.toArray(new ObservedCall<?, ?>[0]), transitions, kind);
    }

    int size() {
        return kind.length;
    }

    /** How many operations took effect for certain. */
    int requiredCount() {
        return requiredCount;
    }

    boolean required(int operation) {
        return required[operation];
    }

    int kind(int operation) {
        return kind[operation];
    }

    int callRank(int operation) {
        return callRank[operation];
    }

    /** The rank of its return, or {@link #NEVER}. */
    int returnRank(int operation) {
        return returnRank[operation];
    }

    /** The events by rank: the index of an operation for its call, the complement for its return. Not to be changed. */
    int[] events() {
        return events;
    }

    ObservedCall<?, ?> call(int operation) {
        return calls[operation];
    }

    Transitions<?, ?, ?> transitions() {
        return transitions;
    }
}
