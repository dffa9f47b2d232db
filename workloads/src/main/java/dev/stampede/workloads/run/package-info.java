/**
 * One run, from its configuration to its report.
 *
 * <p>Entry points: {@link dev.stampede.workloads.run.RunConfig} (the configuration),
 * {@link dev.stampede.workloads.run.RunLauncher} (from the configuration to the report) and {@code Run} (the phases).
 * This package also contains the file of the configuration, the journal that writes the history, the watcher sessions,
 * the durability probe, the audit, and the monitor that ends a mutant's run early. Clients are in
 * {@code workloads.client} and {@code workloads.scenario}, faults in {@code nemesis}, checks in {@code checker} and
 * reports in {@code reports}.
 */
@NullMarked
package dev.stampede.workloads.run;

import org.jspecify.annotations.NullMarked;
