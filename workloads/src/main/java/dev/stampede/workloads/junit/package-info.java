/**
 * Chaos tests with JUnit 5: {@link dev.stampede.workloads.junit.ChaosTest}, the builder that it hands to a test, and
 * assertions on what a run came to.
 *
 * <p>Needs JUnit 5 and AssertJ, which tests bring. Does not live here: how a run goes ({@code workloads.run}).
 */
@NullMarked
package dev.stampede.workloads.junit;

import org.jspecify.annotations.NullMarked;
