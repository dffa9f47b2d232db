package dev.stampede.checker.linearizability.core;

/**
 * The result of an engine. Operations are identified by their index in the problem. The record takes ownership of its
 * arrays.
 */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Decision {

    /** Linearizable. The witness is the order of the operations that took effect. */
    record Linearizable(int[] witness) implements Decision {}

    /**
     * Not linearizable.
     *
     * @param stuckAt at the furthest point of the search, the operation whose return no order could pass: a certain
     *     operation, or an indeterminate one with a deadline
     * @param suspects operations that contradict each other, usually without the help of others; empty if unknown
     */
    record NotLinearizable(int stuckAt, int[] suspects) implements Decision {
        public NotLinearizable(int stuckAt) {
            this(stuckAt, new int[0]);
        }
    }

    /** Not decided. */
    record Unknown(Limit limit, String reason) implements Decision {}

    /** The limit that an engine reached. */
    enum Limit {
        TIME,
        MEMORY,
        /** None: two algorithms of the checker contradict each other. */
        CONTRADICTION
    }
}
