package dev.stampede.checker.linearizability.specialists;

/** Ends the work of a specialist on a problem outside its precondition or budget. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SpecialistResult.Reason reason;

    /** Refuses for a reason; the detail is for people. */
    Refusal(SpecialistResult.Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /**
     * Refuses because the history does not meet a precondition.
     *
     * @param precondition the precondition, not the problem, such as "indeterminate operations must not have a
     *     response"
     */
    static Refusal unmet(String precondition) {
        return new Refusal(SpecialistResult.Reason.PRECONDITION, precondition);
    }

    SpecialistResult.Refused result() {
        return new SpecialistResult.Refused(reason, String.valueOf(getMessage()));
    }
}
