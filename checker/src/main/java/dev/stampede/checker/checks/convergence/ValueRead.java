package dev.stampede.checker.checks.convergence;

import org.jspecify.annotations.Nullable;

/**
 * A read that succeeded.
 *
 * @param value null if there was no value
 * @param segment the number of the segment of its client (see {@link ReadSegments}); reads of one segment must not go
 *     back
 */
record ValueRead(
        int operation,
        int client,
        String key,
        @Nullable String value,
        long invokedNanos,
        long completedNanos,
        int segment) {
    /** The same read in no segment. */
    ValueRead unplaced() {
        return new ValueRead(operation, client, key, value, invokedNanos, completedNanos, ReadSegments.NONE);
    }
}
