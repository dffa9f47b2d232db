package dev.stampede.checker.checks.watches;

import dev.stampede.checker.history.data.WatchInput.ChangeType;

/**
 * An event that a watch received.
 *
 * @param path the path in the event
 * @param zxid the zxid in the event, 0 if it has none
 */
record WatchEvent(int operation, String path, ChangeType type, long zxid, long atNanos) {}
