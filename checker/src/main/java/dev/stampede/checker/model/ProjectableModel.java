package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model whose state consists of named parts, such as the elements of a set or the items of a queue.
 *
 * <p>A linearizable history stays linearizable after projection to some of the parts, which maps each operation with
 * {@link #project}; in the projection, an operation with an unknown output is indeterminate. Explanations use this to
 * show a violation on the few parts that it concerns. Implementing this interface is optional.
 *
 * @param <S> the state
 * @param <I> the operation with its arguments
 * @param <O> the result
 */
public interface ProjectableModel<S, I, O> extends Model<S, I, O> {

    /** The names of the parts that an operation accesses. Equal names are one part. */
    Set<String> parts(I input, @Nullable O output);

    /** The projection of an operation to these parts; empty if it accesses none of them. */
    Optional<Projected<I, O>> project(I input, @Nullable O output, Set<String> parts);

    /**
     * The model of the projection to these parts. The projected model may declare more shapes than this one, and has
     * the same states and steps.
     */
    default Model<S, I, O> projection(Set<String> parts) {
        return this;
    }

    /** A projected operation; the output is null if unknown. */
    record Projected<I, O>(I input, @Nullable O output) {}

    /** The whole operation if it accesses one of these parts, otherwise empty. */
    default Optional<Projected<I, O>> projectIfNamed(I input, @Nullable O output, Set<String> parts) {
        return parts(input, output).stream().anyMatch(parts::contains)
                ? Optional.of(new Projected<>(input, output))
                : Optional.empty();
    }
}
