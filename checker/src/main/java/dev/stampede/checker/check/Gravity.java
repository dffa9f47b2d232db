package dev.stampede.checker.check;

/**
 * How directly an anomaly states the broken promise, the most direct first. The most direct violation is the headline
 * of a run; see {@link FindingRanking}.
 */
public enum Gravity {
    /**
     * The promised state was violated: two holders at once, a duplicate id, a lost write, a read that no order
     * explains.
     */
    STATE,
    /**
     * The promised order was violated, or another client interfered: the order of grants or epochs, a hold that another
     * client ended.
     */
    ORDER,
    /** A client relied on a hold longer than it may. */
    DISCIPLINE,
    /** Another party accepted the result of a violation: a stale write at a store. */
    EFFECT,
    /** A promised event did not happen in time: a lost wake-up, no progress, no master. */
    PROGRESS,
    /** Resources were left behind, or the cost is too high: leaked znodes, an unfair share. */
    LEFTOVER
}
