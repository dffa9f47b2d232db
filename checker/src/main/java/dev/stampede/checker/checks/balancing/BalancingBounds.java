package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * The time limits of actions that nothing disturbs.
 *
 * @param expiry from the death of a backend to the end of its session
 * @param delivery from a change in ZooKeeper to its use by a balancer
 * @param comeback from the start of a new session until a backend tries to register
 */
record BalancingBounds(DerivedBound expiry, DerivedBound delivery, DerivedBound comeback) {}
