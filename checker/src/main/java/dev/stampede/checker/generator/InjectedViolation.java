package dev.stampede.checker.generator;

/** What is wrong with a generated history. */
public enum InjectedViolation {
    /** Nothing: it is linearizable by construction. */
    NONE,
    /**
     * One answer is an old one again: a read of a value after a later one had been read, an item that was dequeued before.
     * With unique values the history is not linearizable; with few values it may be after all.
     */
    STALE,
    /** One answer was never there: a value that nobody wrote. The history is not linearizable. */
    PHANTOM,
    /** A lock is granted while another client holds it. The history is not linearizable. */
    DOUBLE_GRANT
}
