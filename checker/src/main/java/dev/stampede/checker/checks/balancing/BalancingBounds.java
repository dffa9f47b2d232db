package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.analysis.DerivedBound;

/**
 * How long things may take when nothing disturbs them.
 *
 * @param expiry from the death of a backend to the end of its session
 * @param delivery from a change in ZooKeeper to a balancer that uses it
 * @param comeback in a new session, until a backend tries to register
 */
record BalancingBounds(DerivedBound expiry, DerivedBound delivery, DerivedBound comeback) {}
