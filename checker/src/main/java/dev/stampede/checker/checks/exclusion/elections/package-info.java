/**
 * Checks of leader elections: a single master, increasing epochs, re-election in time, elections by days.
 *
 * <p>Lives here: one class for each check, and what only they read from a history. Does not live here: what locks need as
 * well ({@code checks.exclusion.views}).
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.elections;

import org.jspecify.annotations.NullMarked;
