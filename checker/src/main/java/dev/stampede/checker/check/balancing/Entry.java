package dev.stampede.checker.check.balancing;

import dev.stampede.checker.history.data.Operation;

/**
 * An address that a backend gave itself, by a write that happened or may have.
 *
 * @param replacedNanos when a later write of another address to the same path was acknowledged; {@link Operation#OPEN} if
 *     none was
 */
record Entry(Operation write, String path, String address, long replacedNanos) {}
