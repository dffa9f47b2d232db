package dev.stampede.checker.checks.configuration;

/** A client and a key that it watches. */
record WatchedKey(int client, String key) {}
