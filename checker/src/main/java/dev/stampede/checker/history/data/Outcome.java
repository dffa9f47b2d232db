package dev.stampede.checker.history.data;

/** What is known of an operation once it has completed. */
public enum Outcome {
    /** It happened. */
    OK,
    /** It definitely did not happen. */
    FAILED,
    /** Nobody knows whether it happened. */
    INDETERMINATE
}
