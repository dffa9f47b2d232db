package dev.stampede.nemesis.fault;

/**
 * The result of looking whether a fault is active, or healed.
 *
 * @param evidence for people: what was asked and what the answer was
 */
public record Proof(State state, String evidence) {

    /** What the look showed. */
    public enum State {
        /** It is proven. */
        PROVEN,
        /** It is not so, or not yet. */
        NOT_YET,
        /** Another fault prevents the look. */
        BLOCKED
    }

    /** A proof, with its evidence. */
    public static Proof proven(String evidence) {
        return new Proof(State.PROVEN, evidence);
    }

    /** No proof yet, with what was seen. */
    public static Proof notYet(String evidence) {
        return new Proof(State.NOT_YET, evidence);
    }

    /** No proof because of another fault, which the evidence names. */
    public static Proof blocked(String evidence) {
        return new Proof(State.BLOCKED, evidence);
    }

    /** Whether the look proved it. */
    public boolean isProven() {
        return state == State.PROVEN;
    }
}
