package dev.stampede.checker.linearizability;

/** What an engine came to. Operations are named by their index in the problem; arrays are handed over with the record. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Decision {

    /** Linearizable. The witness holds the operations that took effect, in their order. */
    record Linearizable(int[] witness) implements Decision {}

    /** Not linearizable. The deepest holds the longest order that was found, stuck before the operation that must be next. */
    record NotLinearizable(int[] deepest) implements Decision {}

    /** Not decided. */
    record Unknown(Limit limit, String reason) implements Decision {}

    /** What an engine ran out of. */
    enum Limit {
        TIME,
        MEMORY,
        WIDTH
    }
}
