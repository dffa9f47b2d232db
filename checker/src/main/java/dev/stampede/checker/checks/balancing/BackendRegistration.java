package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.data.Operation;

/**
 * One znode of a backend, from its creation on.
 *
 * @param path of the znode
 * @param client the backend
 * @param czxid of its creation
 * @param session that created it
 * @param fromNanos when the creation was acknowledged, or another answer showed it first
 * @param stopNanos when the backend was asked to stop, or was opened anew or killed; {@link Operation#OPEN} if never
 * @param deadNanos from when on the backend certainly holds no session, because it stopped, or its process was gone
 * @param provenNanos the last moment at which its session is proven to have lived, by a request that was answered later
 * @param goneNanos when somebody saw that the znode was gone, or that another was there; {@link Operation#OPEN} if nobody
 *     did
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

    /** Until when the backend certainly lived and was registered, unless something else removed the znode. */
    long presentUntil() {
        return Math.min(stopNanos, Math.min(provenNanos, deadNanos));
    }

    /** Whether it was gone although its session lived on and its backend had not been asked to stop. */
    boolean vanished() {
        return goneNanos < presentUntil();
    }
}
