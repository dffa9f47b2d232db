/**
 * The interfaces of faults: the kind of a fault ({@link dev.stampede.nemesis.fault.FaultType}), one execution
 * ({@link dev.stampede.nemesis.fault.Fault}), its target ({@link dev.stampede.nemesis.fault.Target}) and the services
 * that it uses ({@link dev.stampede.nemesis.fault.FaultContext}). Every fault is verified twice: that it took effect,
 * and that it was healed.
 *
 * <p>The built-in faults are in the packages beneath this one, and {@code dev.stampede.nemesis.fault.registry} lists
 * them. {@code dev.stampede.nemesis.plan} decides when a fault is injected and resolves its target.
 */
@NullMarked
package dev.stampede.nemesis.fault;

import org.jspecify.annotations.NullMarked;
