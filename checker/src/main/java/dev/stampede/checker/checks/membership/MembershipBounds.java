package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * The time limits of actions that nothing disturbs.
 *
 * @param expiry from the end of a client to the end of its session
 * @param delivery from a change in ZooKeeper to the view of a client
 * @param reCreation from the deletion of a znode until its group member sends the create of a new one
 * @param background from the return of a call until the recipe has done its work in the background
 */
record MembershipBounds(DerivedBound expiry, DerivedBound delivery, DerivedBound reCreation, DerivedBound background) {}
