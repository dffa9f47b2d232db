package dev.stampede.checker.check;

/** What caused an anomaly. */
public enum Blame {
    ZOOKEEPER,
    RECIPE,
    /** The user's own class. */
    USER_CODE,
    /** No layer: messages and notifications arrive late, and the documentation allows this anomaly. */
    ASYNCHRONY,
    HARNESS
}
