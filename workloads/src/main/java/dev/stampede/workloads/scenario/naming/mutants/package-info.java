/**
 * Naming services that are broken on purpose, each in one way in which people really break them. Every one of them must
 * be found INVALID on a live ensemble.
 */
@NullMarked
package dev.stampede.workloads.scenario.naming.mutants;

import org.jspecify.annotations.NullMarked;
