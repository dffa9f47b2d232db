package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.data.Operation;

/**
 * One znode of a backend, from its creation on.
 *
 * @param path the path of the znode
 * @param client the backend
 * @param czxid the zxid of its creation
 * @param session the session that created it
 * @param fromNanos when the creation was acknowledged, or when another response first showed it
 * @param stopNanos when the backend was asked to stop, was opened again, or was killed; {@link Operation#OPEN} if never
 * @param deadNanos the time from which the backend certainly used no session, because it stopped or its process was
 *     gone
 * @param provenNanos the last moment at which its session certainly lived, proven by a request that was answered later
 * @param goneNanos when the znode, or a successor of it, was observed to be gone or replaced; {@link Operation#OPEN} if
 *     never
 */
record BackendRegistration(
        String path,
        int client,
        long czxid,
        long session,
        long fromNanos,
        long stopNanos,
        long deadNanos,
        long provenNanos,
        long goneNanos) {

    /** The time until which the backend certainly lived and was registered, unless something else removed the znode. */
    long presentUntil() {
        return Math.min(stopNanos, Math.min(provenNanos, deadNanos));
    }

    /** Whether it was gone although its session was alive and its backend had not been asked to stop. */
    boolean vanished() {
        return goneNanos < presentUntil();
    }
}
