package dev.stampede.checker.model;

/**
 * How an operation with its output behaves in every state: a summary of {@code step}.
 *
 * <p>Shapes only accelerate searches, and a model need not declare any: if it has few states, the checker derives the
 * shapes from {@code step}. A declared shape must hold in every state, for all outputs that the operation can have;
 * tests compare it with {@code step}. If the output is unknown, the shape describes only the cases in which the
 * operation changes the state; it may also leave any state unchanged.
 */
public sealed interface Shape<S> {

    /** Possible only in this state, which stays unchanged: a read. */
    record Reads<S>(S state) implements Shape<S> {}

    /** Possible in every state except this one, and leaves the state unchanged: a failed compare-and-set. */
    record Excludes<S>(S state) implements Shape<S> {}

    /** Possible in some states, and leaves them unchanged. */
    record Observes<S>() implements Shape<S> {}

    /** Possible in every state, and always leads to this one: a write. */
    record Overwrites<S>(S next) implements Shape<S> {}

    /** Possible in one state only, and leads to one other state: a successful compare-and-set. */
    record Moves<S>(S from, S to) implements Shape<S> {}

    /** Possible in some states, and leads from all of them to this one. */
    record Yields<S>(S to) implements Shape<S> {}

    /** Possible in every state without observing the state; the next state depends on the present one: an append. */
    record Adds<S>() implements Shape<S> {}

    /** Nothing is known, and the checker should not try to derive it. */
    record Changes<S>() implements Shape<S> {}

    /** The model declares nothing. */
    record Undeclared<S>() implements Shape<S> {}
}
