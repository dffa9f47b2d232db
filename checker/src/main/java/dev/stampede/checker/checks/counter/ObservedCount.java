package dev.stampede.checker.checks.counter;

import dev.stampede.checker.history.data.Operation;

/**
 * The result of a read.
 *
 * @param mzxid the zxid of the state in the reply of a member; 0 if the client asked no member but read its own copy
 * @param session the session that received the last successful reply; that of the operation if there was none, or if
 *     the client read its own copy
 */
record ObservedCount(Operation operation, long count, long mzxid, long session) {

    /** Whether it is the reply of a member, and not a copy that the client keeps. */
    boolean direct() {
        return mzxid != 0;
    }
}
