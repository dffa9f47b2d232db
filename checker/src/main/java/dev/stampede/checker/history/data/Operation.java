package dev.stampede.checker.history.data;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client to the system under test.
 *
 * @param completedNanos {@link #OPEN} while it has not completed
 * @param session the session in which it completed, 0 if unknown
 * @param token the fencing token of the granted hold, 0 for none or unknown
 * @param zxid the last zxid that its session had seen at the completion, 0 if unknown
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

    /** The completion time of an operation that never completed. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Whether the history contains its completion. */
    public boolean completed() {
        return completedNanos != OPEN;
    }

    /** The input, parsed from its text form at each call. */
    public OperationInput input() {
        return OperationInput.of(function, argument);
    }

    /** The output, parsed from its text form at each call; null unless the operation succeeded. */
    public @Nullable OperationOutput output() {
        return outcome == Outcome.OK && completed() ? input().output(result) : null;
    }

    /** The result code at the start of the error; null if there is no error, or one that no server sent. */
    public @Nullable ResultCode errorCode() {
        if (error == null) {
            return null;
        }
        int blank = error.indexOf(' ');
        return ResultCode.named(blank < 0 ? error : error.substring(0, blank));
    }

    /** Whether it failed because its thread was interrupted. */
    public boolean interrupted() {
        return error != null && error.toLowerCase(Locale.ROOT).contains("interrupt");
    }
}
