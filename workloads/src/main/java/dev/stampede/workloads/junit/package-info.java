/**
 * Chaos tests with JUnit 5: {@link dev.stampede.workloads.junit.ChaosTest}, the builder of a run, and assertions on its verdict.
 *
 * <p>Needs JUnit 5 and AssertJ on the class path of the tests. Does not live here: the execution of a run ({@code
 * workloads.run}).
 */
@NullMarked
package dev.stampede.workloads.junit;

import org.jspecify.annotations.NullMarked;
