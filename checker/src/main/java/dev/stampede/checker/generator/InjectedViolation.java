package dev.stampede.checker.generator;

/** The violation in a generated history. */
public enum InjectedViolation {
    /** None: the history is linearizable by construction. */
    NONE,
    /**
     * One result is outdated: a value that is read after a later one was read, or an item that was dequeued before.
     * With unique values the history is not linearizable; with few values it may still be.
     */
    STALE,
    /** One result never existed: a value that no client wrote. The history is not linearizable. */
    PHANTOM,
    /** A lock is granted while another client holds it. The history is not linearizable. */
    DOUBLE_GRANT
}
