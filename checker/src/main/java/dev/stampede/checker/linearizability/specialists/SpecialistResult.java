package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Decision;

/** The result of a {@link Specialist}. Operations are identified by their index in the problem. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface SpecialistResult {

    /** Linearizable. The witness is the order of the operations that took effect. */
    record Accepted(int[] witness) implements SpecialistResult {}

    /**
     * Not linearizable. The suspects are a few operations that contradict each other, usually without the help of
     * others.
     */
    record Refuted(int[] suspects) implements SpecialistResult {}

    /**
     * The problem is outside the precondition or the budget; another algorithm must decide it.
     *
     * @param detail what was expected of the problem, or the defect of its certificate
     */
    record Refused(Reason reason, String detail) implements SpecialistResult {}

    /** The reason of a refusal. */
    enum Reason {
        /** The problem does not meet the specialist's precondition. */
        PRECONDITION,
        /** The specialist needs more time or memory than the budget allows. */
        BUDGET,
        /** The problem contains a certificate that does not hold. */
        CERTIFICATE_REJECTED
    }

    /** The specialist exhausted its budget. */
    record Undecided(Decision.Unknown unknown) implements SpecialistResult {}
}
