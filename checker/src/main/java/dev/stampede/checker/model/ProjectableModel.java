package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose state has parts that have names: the elements of a set, the items of a queue.
 *
 * <p>Whoever sees some of the parts only, and each operation as {@link #seen} on these, sees a history that is linearizable
 * if the whole one is; an operation of which nobody knows the answer is then one that may not have happened. So what is wrong
 * can be shown on the few parts that it is about. Implementing this makes explanations short, and is never necessary.
 *
 * @param <S> the state
 * @param <I> what a client asks for
 * @param <O> what it is answered
 */
public interface ProjectableModel<S, I, O> extends Model<S, I, O> {

    /** The parts that an operation names. Equal parts are one. */
    Set<String> parts(I input, @Nullable O output);

    /** What an operation looks like to somebody who sees these parts only; empty if it does not show. */
    Optional<Seen<I, O>> seen(I input, @Nullable O output, Set<String> parts);

    /**
     * The model of what somebody sees who sees these parts only. It may declare more of what is seen than this model does of
     * the whole; its states and steps are those of this model.
     */
    default Model<S, I, O> seenBy(Set<String> parts) {
        return this;
    }

    /** An operation as somebody sees it; the output is null if nobody knows it. */
    record Seen<I, O>(I input, @Nullable O output) {}

    /** All of an operation that names one of these parts, and otherwise nothing. */
    default Optional<Seen<I, O>> seenIfNamed(I input, @Nullable O output, Set<String> parts) {
        return parts(input, output).stream().anyMatch(parts::contains)
                ? Optional.of(new Seen<>(input, output))
                : Optional.empty();
    }
}
