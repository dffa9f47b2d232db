package dev.stampede.checker.checks.configuration;

/**
 * The moment from which a client acts on a state of a key.
 *
 * @param operation the operation that recorded it
 * @param session the session in which the client received it, according to its attempts; 0 if unknown
 */
record ViewObservation(int operation, long atNanos, KeyState state, long session) {}
