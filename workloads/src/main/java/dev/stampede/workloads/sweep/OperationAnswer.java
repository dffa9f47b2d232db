package dev.stampede.workloads.sweep;

import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation.
 *
 * @param value what it returned
 * @param thrown what it threw; null if it returned
 * @param lostAfterReturn whether Curator reported LOST after the operation had returned: the caller knows that what it
 *     was granted is gone
 * @param lostDuring whether Curator reported LOST while the operation was executed
 */
public record OperationAnswer(
        @Nullable Object value, @Nullable Exception thrown, boolean lostDuring, boolean lostAfterReturn) {

    /** Whether the operation returned true. */
    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** Whether it returned. */
    public boolean returned() {
        return thrown == null;
    }
}
