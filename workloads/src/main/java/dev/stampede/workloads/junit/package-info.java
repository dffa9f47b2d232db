/**
 * Chaos tests with JUnit 5: {@link dev.stampede.workloads.junit.ChaosTest}, the builder of a run, and assertions on its
 * verdict; {@link dev.stampede.workloads.junit.Stampede} contains everything that a test needs, for one static import.
 *
 * <p>{@code workloads.run} executes the runs.
 */
@NullMarked
package dev.stampede.workloads.junit;

import org.jspecify.annotations.NullMarked;
