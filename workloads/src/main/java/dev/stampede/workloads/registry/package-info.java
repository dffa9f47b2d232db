/**
 * The scenarios that there are.
 *
 * <p>Lives here: the definition of each built-in scenario (its variants with their settings and checks, and its mutants) and
 * {@link dev.stampede.workloads.registry.Scenarios}, which finds them and those of other jars. This is the only package that
 * knows all of them. Does not live here: what a scenario's clients do ({@code dev.stampede.workloads.scenario}).
 */
@NullMarked
package dev.stampede.workloads.registry;

import org.jspecify.annotations.NullMarked;
