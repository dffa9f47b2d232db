package dev.stampede.checker.history.data;

/** A limit of the harness. */
public enum HarnessLimit {
    /** The number of znodes that a watcher session reads again after a reconnect. */
    WATCHED_ZNODES,
    /** The number of znodes that the audit reads on each member. */
    AUDITED_ZNODES,
    /** The number of times the audit reads a member's tree that changes during the read. */
    AUDIT_READS,
    /** The number of znodes that the durability probe creates. */
    DURABILITY_PROBES
}
