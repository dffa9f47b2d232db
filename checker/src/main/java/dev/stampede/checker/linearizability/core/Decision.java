package dev.stampede.checker.linearizability.core;

/** What an engine came to. Operations are named by their index in the problem; arrays are handed over with the record. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Decision {

    /** Linearizable. The witness holds the operations that took effect, in their order. */
    record Linearizable(int[] witness) implements Decision {}

    /**
     * Not linearizable.
     *
     * @param stuckAt the certain operation, or the indeterminate one with a deadline, whose return no order could pass at
     *     the furthest place that was reached
     * @param suspects operations that contradict each other; usually they alone suffice. Empty if none are known
     */
    record NotLinearizable(int stuckAt, int[] suspects) implements Decision {
        public NotLinearizable(int stuckAt) {
            this(stuckAt, new int[0]);
        }
    }

    /** Not decided. */
    record Unknown(Limit limit, String reason) implements Decision {}

    /** What an engine ran out of. */
    enum Limit {
        TIME,
        MEMORY,
        /** Nothing: two of its parts contradict each other. */
        CONTRADICTION
    }
}
