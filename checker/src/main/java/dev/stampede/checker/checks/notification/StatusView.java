package dev.stampede.checker.checks.notification;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZnodeState;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator takes for the status of a task, from the invocation of a {@code view} operation on.
 *
 * @param state null if the coordinator takes the status to be absent
 */
record StatusView(Operation operation, @Nullable ZnodeState state) {

    long atNanos() {
        return operation.invokedNanos();
    }

    /** The mzxid of the status, 0 if it is absent. */
    long mzxid() {
        return state == null ? 0 : state.mzxid();
    }

    String data() {
        return state == null ? "" : state.data();
    }
}
