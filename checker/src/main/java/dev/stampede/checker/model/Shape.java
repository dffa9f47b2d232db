package dev.stampede.checker.model;

/**
 * What is known of an operation with its answer, in whatever state it is called: its {@code step} as one word.
 *
 * <p>Shapes only make searches faster. A model need not declare any; where its states are few they are found by asking its
 * {@code step}. A declared shape must be true of every state, for answers that the operation can have at all; tests hold it against {@code
 * step}. If nobody knows the
 * answer, the shape says what the operation does unless it leaves the state as it is, which it may always do.
 */
public sealed interface Shape<S> {

    /** Possible in this state only, which it leaves as it is: a read. */
    record Reads<S>(S state) implements Shape<S> {}

    /** Possible in every state but this one, and leaves it as it is: a compare-and-set that failed. */
    record Excludes<S>(S state) implements Shape<S> {}

    /** Possible in some states, which it leaves as they are. */
    record Observes<S>() implements Shape<S> {}

    /** Possible in every state, and always leads to this one: a write. */
    record Overwrites<S>(S next) implements Shape<S> {}

    /** Possible in one state only, and leads to one: a compare-and-set that succeeded. */
    record Moves<S>(S from, S to) implements Shape<S> {}

    /** Possible in some states, and leads from all of them to this one. */
    record Yields<S>(S to) implements Shape<S> {}

    /** Possible in every state, and tells nothing of it; where it leads depends on it: an append. */
    record Adds<S>() implements Shape<S> {}

    /** Nothing is known, and there is no use in finding out. */
    record Changes<S>() implements Shape<S> {}

    /** The model does not say. */
    record Undeclared<S>() implements Shape<S> {}
}
