package dev.stampede.checker.format;

/** Whether values are vectors that begin with a key, as in Jepsen's independent histories. */
public enum KeyDetection {
    /**
     * As the first operation shows: a read, or anything else that takes no vector, of a vector of two; a compare-and-set
     * of a vector whose second item is one.
     */
    DETECTED,
    /** They are. */
    FIRST,
    /** They are not. */
    NONE
}
