package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.checks.registration.RegisteredZnode;
import dev.stampede.checker.history.data.Operation;

/**
 * One znode with which a backend registered.
 *
 * @param stopNanos when the backend was asked to stop, was opened again, or was killed; {@link Operation#OPEN} if never
 * @param deadNanos the time from which the backend certainly used no session, because it stopped or its process was
 *     gone
 */
record BackendRegistration(RegisteredZnode znode, long stopNanos, long deadNanos) {

    /** The path of the znode. */
    String path() {
        return znode.path();
    }

    /** The backend. */
    int client() {
        return znode.client();
    }

    long czxid() {
        return znode.czxid();
    }

    /** When a response first showed the znode to the session of the backend. */
    long fromNanos() {
        return znode.fromNanos();
    }

    /** When the znode was first observed to be gone; {@link Operation#OPEN} if never. */
    long goneNanos() {
        return znode.goneNanos();
    }

    /** The time until which the backend certainly lived and was registered, unless something else removed the znode. */
    long presentUntil() {
        return Math.min(stopNanos, Math.min(znode.provenNanos(), deadNanos));
    }

    /** Whether the znode was gone although its session was alive and its backend had not been asked to stop. */
    boolean vanished() {
        return goneNanos() < presentUntil();
    }
}
