package dev.stampede.nemesis.fault;

/**
 * The result of checking whether a fault is active, or healed.
 *
 * @param evidence for people: what was asked and what the answer was
 */
public record Proof(State state, String evidence) {

    /** The outcome of the check. */
    public enum State {
        /** The state is proven. */
        PROVEN,
        /** The state was not observed, or not yet. */
        NOT_YET,
        /** Another fault prevents the check. */
        BLOCKED
    }

    /** A proof, with its evidence. */
    public static Proof proven(String evidence) {
        return new Proof(State.PROVEN, evidence);
    }

    /** No proof yet; the evidence says what was observed. */
    public static Proof notYet(String evidence) {
        return new Proof(State.NOT_YET, evidence);
    }

    /** No proof because of another fault; the evidence names it. */
    public static Proof blocked(String evidence) {
        return new Proof(State.BLOCKED, evidence);
    }

    /** Whether the state is proven. */
    public boolean isProven() {
        return state == State.PROVEN;
    }
}
