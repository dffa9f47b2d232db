/**
 * The check of group membership: what the clients that watch a group take for its members, compared with what the
 * members did.
 *
 * <p>Contains {@link dev.stampede.checker.checks.membership.MembershipCheck}. The drivers are in {@code
 * workloads.scenario.membership}.
 */
@NullMarked
package dev.stampede.checker.checks.membership;

import org.jspecify.annotations.NullMarked;
