package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification: how an object behaves if one client uses it at a time.
 *
 * <p>A model is pure: {@code step} depends only on its arguments, has no side effects, and may be called any number of
 * times, in any order, from several threads. States, inputs and outputs are immutable and implement {@code equals} and
 * {@code hashCode}. A user's model needs only {@link #initial} and {@link #step}.
 *
 * @param <S> the state
 * @param <I> the operation with its arguments
 * @param <O> the result
 */
public interface Model<S, I, O> {

    /** The state before the first operation. */
    S initial();

    /**
     * The possible states after {@code input} returned {@code output}.
     *
     * @param output null if unknown: then the states after every possible output
     * @return empty if this output is impossible in this state; several states if the model is nondeterministic
     */
    List<S> step(S state, I input, @Nullable O output);

    /** How an operation behaves in every state; see {@link Shape}. */
    default Shape<S> shape(I input, @Nullable O output) {
        return new Shape.Undeclared<>();
    }

    /**
     * Whether operations that do not overwrite may lead from one state to another. Return false only if no sequence of
     * operations leads there without one of the shape {@link Shape.Overwrites}. Example: appends never lead from a
     * string to one that does not start with it. A search uses this to backtrack before a read that must fail.
     */
    default boolean mayLead(S from, S to) {
        return true;
    }

    /** Describes an operation, for reports. */
    default String describe(I input, @Nullable O output) {
        return input + " \u2192 " + (output == null ? "?" : output);
    }

    /** Describes a state, for reports. */
    default String describe(S state) {
        return String.valueOf(state);
    }

    /** An estimate of the memory of a state in bytes, which lets a search keep to its budget. */
    default long weigh(S state) {
        return state instanceof CharSequence text ? 56 + 2L * text.length() : 128;
    }
}
