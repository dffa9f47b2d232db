package dev.stampede.checker.linearizability.core;

/** The declared or derived {@link dev.stampede.checker.model.Shape} of a kind of operation. */
public enum TransitionForm {
    /** Possible in one state, which stays unchanged. */
    READS,
    /** Possible in all states except one; leaves them unchanged. */
    EXCLUDES,
    /** Leaves every state unchanged; the transitions determine where it is possible. */
    OBSERVES,
    /** Possible in every state, leads to one state. */
    OVERWRITES,
    /** Possible in one state, leads to one state. */
    MOVES,
    /** The transitions determine where it is possible; leads to one state. */
    YIELDS,
    /** Possible in every state; the transitions determine the next state. */
    ADDS,
    /** The transitions determine everything. */
    CHANGES,
    /** Indeterminate and without any possible effect: it can be omitted. */
    USELESS;

    /** Whether it never changes a state. */
    public boolean observes() {
        return this == READS || this == EXCLUDES || this == OBSERVES;
    }

    /** Whether the transitions determine where it is possible. */
    public boolean asks() {
        return this == OBSERVES || this == YIELDS || this == ADDS || this == CHANGES;
    }

    /** Whether it leads to one known state if it changes the state. */
    public boolean leadsToOne() {
        return this == OVERWRITES || this == MOVES || this == YIELDS;
    }
}
