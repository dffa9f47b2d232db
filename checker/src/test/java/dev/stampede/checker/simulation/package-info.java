/**
 * A simulated ensemble with simulated clients, in virtual time: legal histories of any length for tests and benchmarks.
 *
 * <p>Members lag, answers are lost, sessions expire and leaders change, but every guarantee of ZooKeeper holds, so a check
 * that reports a violation of the ensemble is wrong. {@link dev.stampede.checker.simulation.SimulatedRun} is the entry. The
 * histories of objects without znodes come from {@code dev.stampede.checker.generator}.
 */
@NullMarked
package dev.stampede.checker.simulation;

import org.jspecify.annotations.NullMarked;
