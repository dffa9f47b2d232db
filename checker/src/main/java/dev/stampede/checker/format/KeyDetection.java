package dev.stampede.checker.format;

/** Whether values are vectors that begin with a key, as in histories of {@code jepsen.independent}. */
public enum KeyDetection {
    /**
     * Detected from the first operation. Values have keys if a compare-and-set has a vector of two whose second item is
     * a vector, or if another function, which takes no vector, has a vector of two.
     */
    DETECTED,
    /** Values begin with a key. */
    FIRST,
    /** Values have no keys. */
    NONE
}
