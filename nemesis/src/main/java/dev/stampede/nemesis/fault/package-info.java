/**
 * Faults: each breaks one thing on purpose, proves that it acted, mends it and proves that too. {@link
 * dev.stampede.nemesis.fault.FaultShape} says which there are, {@link dev.stampede.nemesis.fault.Target} how it is said
 * whom one is to befall.
 *
 * <p>Does not live here: when it is done, and whom a target turns out to be ({@code dev.stampede.nemesis.plan}).
 */
@NullMarked
package dev.stampede.nemesis.fault;

import org.jspecify.annotations.NullMarked;
