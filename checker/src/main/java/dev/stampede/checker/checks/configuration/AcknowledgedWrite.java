package dev.stampede.checker.checks.configuration;

/** An acknowledged write of a key. */
record AcknowledgedWrite(String key, int operation, KeyState state, long sentNanos, long answeredNanos) {}
