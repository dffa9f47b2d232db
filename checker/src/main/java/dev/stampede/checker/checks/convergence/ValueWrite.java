package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.history.data.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A write of a unique value to one key, or the absence of a value before all writes.
 *
 * @param value the value; null for the absence
 * @param operation the number of its operation, -1 for the absence
 * @param knownNanos when the write had certainly taken effect, because it was acknowledged or read;
 *     {@link Operation#OPEN} if never
 * @param acknowledgedNanos when the write was acknowledged; {@link Operation#OPEN} if never
 * @param once whether the write certainly took effect at most once
 */
record ValueWrite(
        @Nullable String value,
        int operation,
        int client,
        long invokedNanos,
        long acknowledgedNanos,
        long knownNanos,
        boolean once) {
    /** The absence of a value, before all writes. */
    static final ValueWrite ABSENCE = new ValueWrite(null, -1, -1, -1, 0, 0, true);

    /** This write, after a read has shown it. */
    ValueWrite shownAt(long nanos) {
        return new ValueWrite(
                value, operation, client, invokedNanos, acknowledgedNanos, Math.min(knownNanos, nanos), once);
    }

    /** Whether this write had certainly taken effect for the last time before the other one was invoked. */
    boolean settledBefore(ValueWrite other) {
        return acknowledgedNanos < other.invokedNanos;
    }

    @Override
    public String toString() {
        return value == null ? "no value" : value;
    }
}
