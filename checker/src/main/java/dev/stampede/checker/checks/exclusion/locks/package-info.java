/**
 * Checks of locks and semaphores: mutual exclusion, leases, reentrancy, lost wake-ups, leaked znodes.
 *
 * <p>Lives here: one class for each check, and what only they read from a history. Does not live here: what elections need
 * as well ({@code checks.exclusion.views}).
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.locks;

import org.jspecify.annotations.NullMarked;
