package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * The time limits of actions that nothing disturbs.
 *
 * @param expiry from the end of a client to the end of its session
 * @param delivery from a change in ZooKeeper to the view of a client
 * @param reCreation from the deletion of a znode until its group member asks for a new one
 * @param background in which a recipe does what it was asked to do
 */
record MembershipBounds(DerivedBound expiry, DerivedBound delivery, DerivedBound reCreation, DerivedBound background) {}
