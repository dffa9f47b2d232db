package dev.stampede.checker.checks.counter;

/**
 * A write to the counter's znode that took effect or may have taken effect: it was acknowledged, or its reply was lost.
 *
 * @param count the count that it wrote, {@link #ANY} if unknown
 */
record CountWrite(long sentNanos, boolean acknowledged, long count) {
    /** An unknown count; a recorded count may be any other number, even a negative one. */
    static final long ANY = Long.MIN_VALUE;
}
