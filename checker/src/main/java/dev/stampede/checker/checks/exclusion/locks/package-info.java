/**
 * Checks of locks and semaphores: mutual exclusion, leases, reentrancy, lost wake-ups, leaked znodes.
 *
 * <p>Contains one class per check, and data that only these checks need. What elections also need is in {@code
 * checks.exclusion.views}.
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.locks;

import org.jspecify.annotations.NullMarked;
