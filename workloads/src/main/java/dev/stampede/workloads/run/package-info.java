/**
 * One run, from a borrowed ensemble to a report.
 *
 * <p>Lives here: the order of a run's phases, the journal that the history is written from, the watcher sessions, the
 * durability probe and the audit. Does not live here: what clients do ({@code workloads.client}, {@code workloads.scenario}),
 * what is broken ({@code nemesis}), what is decided ({@code checker}) and what is drawn ({@code reports}).
 */
@NullMarked
package dev.stampede.workloads.run;

import org.jspecify.annotations.NullMarked;
