package dev.stampede.checker.history.data;

/**
 * The settings of an ensemble from which time limits are derived.
 *
 * @param maxNotificationIntervalMillis the upper limit of the back-off in the leader election
 * @param requestedSessionTimeoutMillis the timeout that clients request. The negotiated timeout is in {@link
 *     Event.SessionChanged}
 */
public record EnsembleSettings(
        int tickTimeMillis,
        int initLimit,
        int syncLimit,
        int minSessionTimeoutMillis,
        int maxSessionTimeoutMillis,
        int maxNotificationIntervalMillis,
        int requestedSessionTimeoutMillis) {

    /** The session timeout that the server grants when a client requests {@code millis}. */
    public int negotiate(int millis) {
        return Math.max(minSessionTimeoutMillis, Math.min(maxSessionTimeoutMillis, millis));
    }
}
