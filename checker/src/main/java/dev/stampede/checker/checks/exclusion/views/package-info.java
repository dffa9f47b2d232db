/**
 * Holds of locks and elections, and the four views of them: server, belief, disciplined belief, fenced.
 *
 * <p>Contains the extraction of holds from a history, the judgement of each view, and the documented sentences that
 * excuse anomalies. The checks are in {@code checks.exclusion.locks} and {@code checks.exclusion.elections}. The lock
 * as a sequential object is a model of the linearizability checker; the check {@code recovery} judges whether a client
 * can acquire the lock again after a fault.
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.views;

import org.jspecify.annotations.NullMarked;
