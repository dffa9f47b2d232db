package dev.stampede.checker.checks.configuration;

/** One client and one key that it follows. */
record WatchedKey(int client, String key) {}
