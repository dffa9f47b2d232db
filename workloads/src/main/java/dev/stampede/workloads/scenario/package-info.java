/**
 * Scenarios as data: the subject of a test, its variants and its checks.
 *
 * <p>The drivers of each scenario are in a package below this one. Every
 * {@link dev.stampede.workloads.client.ClientDriver}, with the classes that it uses, also runs in worker JVMs.
 * Therefore drivers use only the JDK, ZooKeeper, Curator and {@code workloads.client}.
 * {@code dev.stampede.workloads.registry} lists all scenarios, and {@code dev.stampede.workloads.run} runs them.
 */
@NullMarked
package dev.stampede.workloads.scenario;

import org.jspecify.annotations.NullMarked;
