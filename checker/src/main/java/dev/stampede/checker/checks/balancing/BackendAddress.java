package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.data.Operation;

/**
 * An address that a backend wrote, by a write that took effect or may have taken effect.
 *
 * @param replacedNanos when a later write of another address to the same path was acknowledged; {@link Operation#OPEN}
 *     if none was
 */
record BackendAddress(Operation write, String path, String address, long replacedNanos) {}
