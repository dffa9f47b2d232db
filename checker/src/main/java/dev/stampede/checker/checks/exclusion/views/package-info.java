/**
 * Holds of locks and elections, and the four views of them: server, belief, disciplined belief, fenced.
 *
 * <p>Lives here: how holds are read from a history, what each view says of them, and which documented sentence allows
 * what. Does not live here: the checks themselves ({@code checks.exclusion.locks}, {@code checks.exclusion.elections}), the
 * lock as a sequential object (a model of the linearizability checker), and whether anybody ever gets the lock again (the
 * check {@code recovery}).
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.views;

import org.jspecify.annotations.NullMarked;
