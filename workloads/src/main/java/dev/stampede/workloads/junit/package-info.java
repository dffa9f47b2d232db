/**
 * Chaos tests with JUnit 5: {@link dev.stampede.workloads.junit.ChaosTest}, the builder of a run, and assertions on its verdict;
 * {@link dev.stampede.workloads.junit.Stampede} has everything that a test names, for one static import.
 *
 * <p>Does not live here: the execution of a run ({@code
 * workloads.run}).
 */
@NullMarked
package dev.stampede.workloads.junit;

import org.jspecify.annotations.NullMarked;
