package dev.stampede.checker.linearizability.specialists;

/** Ends the work of a specialist on a problem that it cannot decide. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SpecialistResult.Reason reason;

    /** Refuses because of the precondition, naming what was expected of the problem. */
    Refusal(String precondition) {
        this(SpecialistResult.Reason.PRECONDITION, precondition);
    }

    /** Refuses for a reason; the detail is for people. */
    Refusal(SpecialistResult.Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    SpecialistResult.Refused result() {
        return new SpecialistResult.Refused(reason, String.valueOf(getMessage()));
    }
}
