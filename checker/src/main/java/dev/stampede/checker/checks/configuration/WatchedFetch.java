package dev.stampede.checker.checks.configuration;

/**
 * A read of a key that left a watch and was OK.
 *
 * @param session the session in which it was answered
 */
record WatchedFetch(int operation, long session, long completedNanos, KeyState state) {}
