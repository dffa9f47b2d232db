package dev.stampede.checker.checks.configuration;

/**
 * A time in which a client was connected in one session without interruption, as it was told.
 *
 * @param toNanos until it was told otherwise, or its JVM was killed
 * @param timeoutNanos the negotiated session timeout, 0 if not known
 */
record Connection(int client, long session, long fromNanos, long toNanos, long timeoutNanos) {}
