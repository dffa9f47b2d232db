/**
 * Load balancing that is broken on purpose, each in one way in which people really break it. Every one must be found INVALID
 * on a live ensemble.
 */
@NullMarked
package dev.stampede.workloads.scenario.balancing.mutants;

import org.jspecify.annotations.NullMarked;
