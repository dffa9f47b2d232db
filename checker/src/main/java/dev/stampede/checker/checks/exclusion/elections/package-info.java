/**
 * Checks of leader elections: a single master, increasing epochs, re-election in time, elections by day.
 *
 * <p>Contains one class per check, and data that only these checks need. What locks also need is in {@code
 * checks.exclusion.views}.
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.elections;

import org.jspecify.annotations.NullMarked;
