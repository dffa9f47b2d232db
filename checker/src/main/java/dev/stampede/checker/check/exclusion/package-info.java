/**
 * Mutual exclusion and single master, judged in four views: server, belief, disciplined belief, fenced.
 *
 * <p>Lives here: how holds are read from a history, what each view says of them, and which documented sentence allows
 * what. Does not live here: the lock as a sequential object (a model of the linearizability checker), and whether anybody
 * ever gets the lock again (the check {@code recovery}).
 *
 * <p>Only {@link dev.stampede.checker.check.exclusion.MutualExclusion}, {@link
 * dev.stampede.checker.check.exclusion.SingleMaster} and {@link dev.stampede.checker.check.exclusion.Kinds} are meant
 * for others.
 */
@NullMarked
package dev.stampede.checker.check.exclusion;

import org.jspecify.annotations.NullMarked;
