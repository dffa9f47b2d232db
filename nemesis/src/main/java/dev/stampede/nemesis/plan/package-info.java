/**
 * Plans: the faults of a run as data. A plan is drawn from the run's {@link dev.stampede.nemesis.plan.Seed} or read
 * from a file, and executed by {@link dev.stampede.nemesis.plan.Nemesis}.
 *
 * <p>{@code dev.stampede.nemesis.fault} injects, verifies and heals faults.
 */
@NullMarked
package dev.stampede.nemesis.plan;

import org.jspecify.annotations.NullMarked;
