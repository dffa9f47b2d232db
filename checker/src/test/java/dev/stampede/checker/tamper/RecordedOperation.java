package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a recorded history with its events.
 *
 * @param completed null while it has not completed
 * @param requests the requests that it sent, in order
 * @param input its input, parsed
 */
record RecordedOperation(
        Event.Invoked invoked,
        Event.@Nullable Completed completed,
        List<RecordedRequest> requests,
        OperationInput input) {

    int client() {
        return invoked.client();
    }

    String key() {
        return invoked.key() == null ? "" : invoked.key();
    }

    boolean ok() {
        return completed != null && completed.outcome() == Outcome.OK;
    }

    /** The event of the completion of an operation that completed. */
    Event.Completed completion() {
        if (completed == null) {
            throw new IllegalStateException("not completed: " + invoked);
        }
        return completed;
    }

    /** The output of an operation that succeeded, otherwise null. */
    @Nullable
    OperationOutput output() {
        return ok() ? input().output(completion().result()) : null;
    }

    /** The state of a znode that it returned, null if it returned none. */
    @Nullable
    ZnodeState state() {
        return output() instanceof OperationOutput.Shown shown ? shown.state() : null;
    }

    long session() {
        return completion().session();
    }

    long token() {
        return completion().token();
    }

    long invokedNanos() {
        return invoked.atNanos();
    }

    /** {@link Operation#OPEN} while it has not completed. */
    long completedNanos() {
        return completed == null ? Operation.OPEN : completed.atNanos();
    }

    /** Whether both are one operation. Their {@code equals} would compare the requests, which refer to the operation. */
    boolean is(@Nullable RecordedOperation other) {
        return other != null && invoked.operation() == other.invoked.operation();
    }

    /** Whether it completed before the other one was invoked. */
    boolean precedes(RecordedOperation other) {
        return completedNanos() < other.invokedNanos();
    }
}
