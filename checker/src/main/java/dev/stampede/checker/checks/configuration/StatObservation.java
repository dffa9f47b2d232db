package dev.stampede.checker.checks.configuration;

/**
 * A response that showed a client the state of a key: evidence that its member had applied at least this state.
 *
 * @param attempt the request that was answered
 * @param operation the operation that sent the request, -1 for none
 */
record StatObservation(int attempt, int operation, long session, long sentNanos, long answeredNanos, KeyState state) {}
