/**
 * The list of all scenarios.
 *
 * <p>It contains the definition of each built-in scenario (its variants with their settings and checks, and its
 * mutants), and {@link dev.stampede.workloads.registry.Scenarios}, which also finds the scenarios of other jars. Only
 * this package knows all scenarios. The clients of the scenarios are in {@code dev.stampede.workloads.scenario}.
 */
@NullMarked
package dev.stampede.workloads.registry;

import org.jspecify.annotations.NullMarked;
