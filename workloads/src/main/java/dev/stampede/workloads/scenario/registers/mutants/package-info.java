/**
 * Clients that use znodes in a way that is broken on purpose, each in one way in which people really break it. Every one
 * of them must be found INVALID on a live ensemble.
 */
@NullMarked
package dev.stampede.workloads.scenario.registers.mutants;

import org.jspecify.annotations.NullMarked;
