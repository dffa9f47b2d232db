package dev.stampede.checker.check.configuration;

/**
 * An answer of the ensemble that showed a client a key's state: evidence that what its member had applied by then is no
 * older.
 *
 * @param attempt the request that was answered
 * @param operation the operation beneath which it was sent, -1 for none
 */
record Sight(int attempt, int operation, long session, long sentNanos, long answeredNanos, State state) {}
