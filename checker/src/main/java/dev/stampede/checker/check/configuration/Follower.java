package dev.stampede.checker.check.configuration;

/** One client and one key that it follows. */
record Follower(int client, String key) {}
