/**
 * The checks of load balancing: which backends balancers list and route to, and how they distribute the requests.
 *
 * <p>Contains {@link dev.stampede.checker.checks.balancing.BalancingCheck} and {@link
 * dev.stampede.checker.checks.balancing.FairShareCheck}. Backends and balancers are in {@code
 * workloads.scenario.balancing}.
 */
@NullMarked
package dev.stampede.checker.checks.balancing;

import org.jspecify.annotations.NullMarked;
