/**
 * The checks of load balancing: which backends balancers list and route to, and how they share the requests out.
 *
 * <p>Lives here: {@link dev.stampede.checker.check.balancing.BalancingCheck} and {@link
 * dev.stampede.checker.check.balancing.FairShareCheck}. Does not live here: backends and balancers ({@code
 * workloads.scenario.balancing}).
 */
@NullMarked
package dev.stampede.checker.check.balancing;

import org.jspecify.annotations.NullMarked;
