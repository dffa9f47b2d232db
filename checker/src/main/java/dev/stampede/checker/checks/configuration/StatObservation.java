package dev.stampede.checker.checks.configuration;

/**
 * An answer of the ensemble that showed a client a key's state: evidence that what its member had applied by then is no
 * older.
 *
 * @param attempt the request that was answered
 * @param operation the operation beneath which it was sent, -1 for none
 */
record StatObservation(int attempt, int operation, long session, long sentNanos, long answeredNanos, KeyState state) {}
