/**
 * Scenarios as data: what is tested, in which variants, with which checks.
 *
 * <p>Lives here: {@link dev.stampede.workloads.scenario.Scenario} and its variants. The drivers of each scenario have a package
 * of their own below. A scenario's client classes (every {@link dev.stampede.workloads.client.ClientDriver} and
 * what it uses) run in worker JVMs too and so use only the JDK, ZooKeeper, Curator and {@code workloads.client}. Does
 * not live here: the list of all scenarios ({@code dev.stampede.workloads.registry}), and runs ({@code
 * dev.stampede.workloads.run}).
 */
@NullMarked
package dev.stampede.workloads.scenario;

import org.jspecify.annotations.NullMarked;
