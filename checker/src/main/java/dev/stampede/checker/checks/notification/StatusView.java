package dev.stampede.checker.checks.notification;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZnodeState;
import org.jspecify.annotations.Nullable;

/**
 * What a coordinator takes for the status of a task from some time on.
 *
 * @param state null if it takes the status for absent
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
