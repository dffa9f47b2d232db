package dev.stampede.checker.linearizability;

/** What a {@link Specialist} says of a problem. Operations are named by their index in the problem. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Ruling {

    /** Linearizable. The witness holds the operations that took effect, in their order. */
    record Accepted(int[] witness) implements Ruling {}

    /** Not linearizable. The suspects are a few operations that contradict each other; usually they alone suffice. */
    record Refuted(int[] suspects) implements Ruling {}

    /** The problem is outside what it can decide; somebody else must. */
    record Refused(String precondition) implements Ruling {}

    /** It ran out of its budget. */
    record Undecided(Decision.Unknown unknown) implements Ruling {}
}
