/**
 * Faults: what a fault is ({@link dev.stampede.nemesis.fault.FaultType}, {@link dev.stampede.nemesis.fault.Fault}), what
 * it can be aimed at ({@link dev.stampede.nemesis.fault.Target}), and what it works with ({@link
 * dev.stampede.nemesis.fault.FaultContext}). Each fault injects itself, verifies that it is active, heals itself and
 * verifies that, too.
 *
 * <p>Does not live here: the built-in faults (the packages beneath this one), their list ({@code
 * dev.stampede.nemesis.fault.registry}), when a fault is injected and how its target is resolved ({@code
 * dev.stampede.nemesis.plan}).
 */
@NullMarked
package dev.stampede.nemesis.fault;

import org.jspecify.annotations.NullMarked;
