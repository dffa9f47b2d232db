package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification: what an object may do if it is called by one client at a time.
 *
 * <p>A model is pure: {@code step} depends on its arguments alone, changes nothing, and may be called any number of
 * times, in any order, from several threads. States, inputs and outputs are immutable and have {@code equals} and {@code
 * hashCode}. A model of one's own needs only {@link #initial} and {@link #step}.
 *
 * @param <S> the state
 * @param <I> what a client asks for
 * @param <O> what it is answered
 */
public interface Model<S, I, O> {

    /** The state before the first operation. */
    S initial();

    /**
     * The states that the object may be in after it has answered {@code input} with {@code output}.
     *
     * @param output null if nobody knows the answer: then every state that some answer leads to
     * @return empty if it cannot give this answer in this state; several if it is free to choose
     */
    List<S> step(S state, I input, @Nullable O output);

    /** What is known of an operation in every state; see {@link Shape}. */
    default Shape<S> shape(I input, @Nullable O output) {
        return new Shape.Undeclared<>();
    }

    /**
     * Whether operations that do not overwrite may lead from one state to another. False only if no sequence of
     * operations other than those of the shape {@link Shape.Overwrites} can: a text that is only appended to never leads
     * to one that it is not the beginning of. Lets a search turn back before a read that must fail.
     */
    default boolean mayLead(S from, S to) {
        return true;
    }

    /** An operation in words, for reports. */
    default String describe(I input, @Nullable O output) {
        return input + " \u2192 " + (output == null ? "?" : output);
    }

    /** A state in words, for reports. */
    default String describe(S state) {
        return String.valueOf(state);
    }

    /** An estimate of the bytes that a state holds, so that a search can keep to its budget. */
    default long weigh(S state) {
        return state instanceof CharSequence text ? 56 + 2L * text.length() : 128;
    }
}
