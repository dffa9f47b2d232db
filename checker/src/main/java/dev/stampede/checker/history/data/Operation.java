package dev.stampede.checker.history.data;

import org.jspecify.annotations.Nullable;

/**
 * One call that a client made on the thing under test.
 *
 * @param completedNanos {@link #OPEN} while it has not completed
 * @param session the session that it completed in, 0 if not known
 * @param token the fencing token of the hold that it granted, 0 if none or not known
 * @param zxid the last zxid that its session had seen when it completed, 0 if not known
 */
public record Operation(
        int number,
        int client,
        String function,
        @Nullable String key,
        @Nullable String argument,
        @Nullable String result,
        @Nullable String error,
        Outcome outcome,
        long invokedNanos,
        long completedNanos,
        long session,
        long token,
        long zxid) {

    /** The completion of an operation that never completed. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Whether the history saw its completion. */
    public boolean completed() {
        return completedNanos != OPEN;
    }
}
