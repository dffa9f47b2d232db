package dev.stampede.checker.checks.notification;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;

/**
 * A status that a worker wrote.
 *
 * @param operation the {@code report} or {@code answer}
 * @param answer whether the worker had done the task, so that this is its last status
 * @param mzxid the zxid of its write, 0 if that was not acknowledged
 * @param writtenNanos when its write was acknowledged, {@link Operation#OPEN} if it was not
 * @param writes the number of its requests that took effect or may have taken effect
 */
record TaskStatus(Operation operation, String data, boolean answer, long mzxid, long writtenNanos, int writes) {

    boolean acknowledged() {
        return mzxid != 0;
    }

    /** Whether this write can have given the znode this data with this mzxid by this time. */
    boolean explains(String shown, long shownMzxid, long byNanos) {
        return data.equals(shown)
                && operation.invokedNanos() <= byNanos
                && operation.outcome() != Outcome.FAILED
                && (mzxid == 0 || writes > 1 || mzxid == shownMzxid);
    }
}
