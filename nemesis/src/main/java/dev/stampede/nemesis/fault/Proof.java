package dev.stampede.nemesis.fault;

/**
 * What a look at a fault came to.
 *
 * @param evidence for people: what was looked at and what was seen
 */
public record Proof(State state, String evidence) {

    /** How far the look decides. */
    public enum State {
        /** It is so. */
        HOLDS,
        /** It is not so, or not yet. */
        OPEN,
        /** It cannot be seen now because of another fault. */
        BLOCKED
    }

    static Proof holds(String evidence) {
        return new Proof(State.HOLDS, evidence);
    }

    static Proof open(String evidence) {
        return new Proof(State.OPEN, evidence);
    }

    static Proof blocked(String evidence) {
        return new Proof(State.BLOCKED, evidence);
    }

    public boolean holds() {
        return state == State.HOLDS;
    }
}
