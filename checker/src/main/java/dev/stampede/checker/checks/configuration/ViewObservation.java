package dev.stampede.checker.checks.configuration;

/**
 * A moment from which on a client acts on a state of a key.
 *
 * @param operation the operation that recorded it
 * @param session the session in which the client was told of it, by its attempts; 0 if not known
 */
record ViewObservation(int operation, long atNanos, KeyState state, long session) {}
