package dev.stampede.checker.check.configuration;

/** An acknowledged write of a key. */
record Write(String key, int operation, State state, long sentNanos, long answeredNanos) {}
