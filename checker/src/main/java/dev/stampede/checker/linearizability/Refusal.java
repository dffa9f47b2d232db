package dev.stampede.checker.linearizability;

/** Ends what a specialist does with a problem that is outside its precondition. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Refuses, naming what was expected of the problem. */
    Refusal(String precondition) {
        super(precondition, null, false, false);
    }

    Ruling.Refused ruling() {
        return new Ruling.Refused(String.valueOf(getMessage()));
    }
}
