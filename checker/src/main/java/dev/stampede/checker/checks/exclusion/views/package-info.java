/**
 * Holds of locks and elections, and the four views of them: server, belief, disciplined belief, fenced.
 *
 * <p>A <em>grant</em> is an operation by which a client acquired a key (a lock, or the leadership of an election), and
 * a <em>hold</em> lasts from the grant to the release. The <em>token</em> of a hold is the czxid of its znode. A client
 * <em>believes</em> while it assumes that its hold is in force; it <em>doubts</em> when it reports that it no longer
 * assumes so. A <em>caveat</em> is an anomaly that a documented sentence excuses.
 *
 * <p>Contains the extraction of holds from a history, the judgement of each view, and the documented sentences that
 * excuse anomalies. The checks are in {@code checks.exclusion.locks} and {@code checks.exclusion.elections}. The lock
 * as a sequential object is a model of the linearizability checker; the check {@code recovery} judges whether a client
 * can acquire the lock again after a fault.
 */
@NullMarked
package dev.stampede.checker.checks.exclusion.views;

import org.jspecify.annotations.NullMarked;
