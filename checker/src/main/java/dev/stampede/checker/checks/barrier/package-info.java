/**
 * Barriers: no client passes early, all members enter and leave, and calls with a timeout return in time and report it
 * truthfully.
 *
 * <p>{@link dev.stampede.checker.checks.barrier.BarrierCheck} is the check. {@code SetBarriers} judges barriers that
 * are set and lifted, {@code DoubleBarriers} those that clients enter and leave together, {@code TimedCalls} the
 * timeouts of both.
 */
@NullMarked
package dev.stampede.checker.checks.barrier;

import org.jspecify.annotations.NullMarked;
