package dev.stampede.checker.linearizability.core;

/** A declared or derived {@link dev.stampede.checker.model.Shape}, for a kind of operations. */
public enum TransitionForm {
    /** Possible in one state, which it leaves as it is. */
    READS,
    /** Possible in all states but one, and leaves them as they are. */
    EXCLUDES,
    /** Leaves every state as it is; the transitions say where it is possible. */
    OBSERVES,
    /** Possible everywhere, leads to one state. */
    OVERWRITES,
    /** Possible in one state, leads to one state. */
    MOVES,
    /** The transitions say where it is possible; leads to one state. */
    YIELDS,
    /** Possible everywhere; the transitions say where it leads. */
    ADDS,
    /** The transitions say all. */
    CHANGES,
    /** Indeterminate, and could not change anything: it may be left out. */
    USELESS;

    /** Whether it never changes a state. */
    public boolean observes() {
        return this == READS || this == EXCLUDES || this == OBSERVES;
    }

    /** Whether the transitions have to be asked where it is possible. */
    public boolean asks() {
        return this == OBSERVES || this == YIELDS || this == ADDS || this == CHANGES;
    }

    /** Whether it is known to which state it leads, if it changes any. */
    public boolean leadsToOne() {
        return this == OVERWRITES || this == MOVES || this == YIELDS;
    }
}
