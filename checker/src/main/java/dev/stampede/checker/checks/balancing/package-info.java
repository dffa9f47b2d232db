/**
 * The checks of load balancing: which backends balancers list and route to, and how they share the requests out.
 *
 * <p>Lives here: {@link dev.stampede.checker.checks.balancing.BalancingCheck} and {@link
 * dev.stampede.checker.checks.balancing.FairShareCheck}. Does not live here: backends and balancers ({@code
 * workloads.scenario.balancing}).
 */
@NullMarked
package dev.stampede.checker.checks.balancing;

import org.jspecify.annotations.NullMarked;
