package dev.stampede.checker.check.configuration;

/**
 * A read of a key that left a watch and was OK.
 *
 * @param session the session in which it was answered
 */
record Fetch(int operation, long session, long completedNanos, State state) {}
