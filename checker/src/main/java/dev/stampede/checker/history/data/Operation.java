package dev.stampede.checker.history.data;

import java.util.Locale;
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

    /** What it asked for, read from its text each time. */
    public OperationInput input() {
        return OperationInput.of(function, argument);
    }

    /** What came back, read from its text each time; null unless it succeeded. */
    public @Nullable OperationOutput output() {
        return outcome == Outcome.OK && completed() ? input().output(result) : null;
    }

    /** The code that its error begins with; null if it has no error, or one that is no answer of a server. */
    public @Nullable ResultCode errorCode() {
        if (error == null) {
            return null;
        }
        int blank = error.indexOf(' ');
        return ResultCode.named(blank < 0 ? error : error.substring(0, blank));
    }

    /** Whether it ended because its thread was interrupted. */
    public boolean interrupted() {
        return error != null && error.toLowerCase(Locale.ROOT).contains("interrupt");
    }
}
