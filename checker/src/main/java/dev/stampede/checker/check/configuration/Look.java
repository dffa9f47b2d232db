package dev.stampede.checker.check.configuration;

/**
 * A moment from which on a client acts on a state of a key.
 *
 * @param operation the operation that recorded it
 * @param session the session in which the client was told of it, by its attempts; 0 if not known
 */
record Look(int operation, long atNanos, State state, long session) {}
