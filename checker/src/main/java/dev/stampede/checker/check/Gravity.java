package dev.stampede.checker.check;

/**
 * How directly an anomaly shows that a promise was broken. The constants start with the most direct. A report shows the
 * most direct violation as its headline, unless the ensemble broke a guarantee; see {@link FindingRanking}.
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
    /**
     * A client continued to act as the holder when it had to stop, for example after it observed SUSPENDED or LOST, or
     * after the day of a master had ended.
     */
    DISCIPLINE,
    /** Another party accepted the result of a violation: a stale write at a store. */
    EFFECT,
    /** A promised event did not happen in time: a lost wake-up, no progress, no master. */
    PROGRESS,
    /** Resources were left behind, or the cost is too high: leaked znodes, an unfair share. */
    LEFTOVER
}
