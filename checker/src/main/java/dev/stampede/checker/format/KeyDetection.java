package dev.stampede.checker.format;

/** Whether values are vectors that begin with a key, as in histories of {@code jepsen.independent}. */
public enum KeyDetection {
    /**
     * Detected from the first operation. Values have keys if this operation is a compare-and-set of {@code [key [old
     * new]]}, or if its value is {@code [key value]} and its function is not one with a vector as its own value.
     */
    DETECTED,
    /** Values begin with a key. */
    FIRST,
    /** Values have no keys. */
    NONE
}
