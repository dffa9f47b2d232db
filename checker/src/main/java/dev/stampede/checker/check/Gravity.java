package dev.stampede.checker.check;

/**
 * How directly an anomaly states the promise that was broken, the most direct first. Among violations, the headline of a run is
 * the most direct one; see {@link FindingRanking}.
 */
public enum Gravity {
    /** What was promised was not so: two holders at once, an id handed out twice, a write lost, a read that no order explains. */
    STATE,
    /** What was promised came in the wrong order, or at somebody else's hands: grants, epochs, a hold that another client ended. */
    ORDER,
    /** A client relied on something for longer than it may. */
    DISCIPLINE,
    /** What others accepted because of it: a stale write at a store. */
    EFFECT,
    /** What was promised did not happen in time: a lost wake-up, no progress, no master. */
    PROGRESS,
    /** What stays behind, or what costs more than it must: leaked znodes, an unfair share. */
    LEFTOVER
}
