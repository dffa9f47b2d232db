package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Decision;

/** What a {@link Specialist} says of a problem. Operations are named by their index in the problem. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface SpecialistResult {

    /** Linearizable. The witness holds the operations that took effect, in their order. */
    record Accepted(int[] witness) implements SpecialistResult {}

    /** Not linearizable. The suspects are a few operations that contradict each other; usually they alone suffice. */
    record Refuted(int[] suspects) implements SpecialistResult {}

    /**
     * The problem is outside what it can decide; somebody else must.
     *
     * @param detail what was expected of the problem, or what is wrong with its certificate
     */
    record Refused(Reason reason, String detail) implements SpecialistResult {}

    /** Why a specialist refuses a problem. */
    enum Reason {
        /** The problem does not meet the specialist's precondition. */
        PRECONDITION,
        /** The specialist needs more time or memory than the budget allows. */
        BUDGET,
        /** The problem carries a certificate, and the certificate does not hold. */
        CERTIFICATE_REJECTED
    }

    /** It ran out of its budget. */
    record Undecided(Decision.Unknown unknown) implements SpecialistResult {}
}
