/**
 * Scenarios: what is tested, in which forms, with which checks, as data.
 *
 * <p>Lives here: {@link dev.stampede.workloads.scenario.Scenario}, its variants, and the list of all scenarios; each has
 * a package of its own below. A scenario's client classes (every {@link dev.stampede.workloads.client.ClientDriver} and
 * what it uses) run in worker JVMs too and so use only the JDK, ZooKeeper, Curator and {@code workloads.client}. Does
 * not live here: how a run goes ({@code dev.stampede.workloads.run}).
 */
@NullMarked
package dev.stampede.workloads.scenario;

import org.jspecify.annotations.NullMarked;
