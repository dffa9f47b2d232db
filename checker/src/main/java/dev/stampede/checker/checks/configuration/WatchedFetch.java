package dev.stampede.checker.checks.configuration;

/**
 * A successful read of a key that set a watch.
 *
 * @param session the session of the response
 */
record WatchedFetch(int operation, long session, long completedNanos, KeyState state) {}
