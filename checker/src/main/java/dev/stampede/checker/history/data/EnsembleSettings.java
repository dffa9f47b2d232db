package dev.stampede.checker.history.data;

/**
 * The settings of an ensemble that bounds on time are derived from.
 *
 * @param maxNotificationIntervalMillis how far the back-off of the leader election may grow
 * @param requestedSessionTimeoutMillis what clients ask for; the negotiated one is in their session events
 */
public record EnsembleSettings(
        int tickTimeMillis,
        int initLimit,
        int syncLimit,
        int minSessionTimeoutMillis,
        int maxSessionTimeoutMillis,
        int maxNotificationIntervalMillis,
        int requestedSessionTimeoutMillis) {

    /** The session timeout that the server grants to a client that asks for {@code millis}. */
    public int negotiate(int millis) {
        return Math.max(minSessionTimeoutMillis, Math.min(maxSessionTimeoutMillis, millis));
    }
}
