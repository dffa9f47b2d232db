package dev.stampede.checker.history.data;

/** What is known about the effect of a completed operation. */
public enum Outcome {
    /** It took effect. */
    OK,
    /** It definitely had no effect. */
    FAILED,
    /** It is unknown whether it took effect. */
    INDETERMINATE
}
