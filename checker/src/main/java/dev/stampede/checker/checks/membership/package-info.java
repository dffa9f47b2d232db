/**
 * The check of group membership: it compares the views of the clients that watch a group with what the members did.
 *
 * <p>Contains {@link dev.stampede.checker.checks.membership.MembershipCheck}. The drivers are in {@code
 * workloads.scenario.membership}.
 */
@NullMarked
package dev.stampede.checker.checks.membership;

import org.jspecify.annotations.NullMarked;
