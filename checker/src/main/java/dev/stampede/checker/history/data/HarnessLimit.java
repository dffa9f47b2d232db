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
    DURABILITY_PROBES;

    /** What was not examined because of this limit, as the report says it. */
    String text(long count, String at) {
        return switch (this) {
            case WATCHED_ZNODES -> "more than " + count + " znodes below the watched path" + at;
            case AUDITED_ZNODES -> "more than " + count + " znodes in the tree" + at;
            case AUDIT_READS -> "the tree changed during each of " + count + " reads" + at;
            case DURABILITY_PROBES -> "writes after the " + count + "th of the durability probe";
        };
    }
}
