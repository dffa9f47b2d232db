/**
 * Counters that are broken on purpose, each with one mistake that real code makes. A run of a mutant must be {@code
 * INVALID}.
 */
@NullMarked
package dev.stampede.workloads.scenario.counter.mutants;

import org.jspecify.annotations.NullMarked;
