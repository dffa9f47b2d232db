package dev.stampede.checker.checks.configuration;

/**
 * A view of a client: the moment from which the client acts on a state of a key.
 *
 * @param operation the operation that recorded the view
 * @param session the session in which the client received the state, according to its attempts; 0 if unknown
 */
record ViewObservation(int operation, long atNanos, KeyState state, long session) {}
