/**
 * Plans: the faults of a run as data, drawn from the run's {@link dev.stampede.nemesis.plan.Seed}, read, written, and
 * executed by {@link dev.stampede.nemesis.plan.Nemesis}.
 *
 * <p>Does not live here: how a fault is injected, verified and healed ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.plan;

import org.jspecify.annotations.NullMarked;
