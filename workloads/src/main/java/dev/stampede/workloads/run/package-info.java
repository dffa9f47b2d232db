/**
 * One run, from its configuration to its report.
 *
 * <p>Start at {@link dev.stampede.workloads.run.RunConfig} (everything that a run follows from), {@link
 * dev.stampede.workloads.run.RunLauncher} (configuration to report) and {@code Run} (the phases). Lives here, too: the file of
 * the configuration, the journal that writes the history, the watcher sessions, the durability probe, the audit, and the
 * monitor that ends a mutant's run early. Does not
 * live here: what clients do ({@code workloads.client}, {@code workloads.scenario}), faults ({@code nemesis}), checks ({@code
 * checker}) and reports ({@code reports}).
 */
@NullMarked
package dev.stampede.workloads.run;

import org.jspecify.annotations.NullMarked;
