package dev.stampede.checker.linearizability.specialists;

/** Ends the work of a specialist on a problem outside its precondition or budget. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SpecialistResult.Reason reason;

    /** Refuses because the problem does not meet this precondition. */
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
