/**
 * Counters: increments that take effect exactly once, results that are true, and reads that may be stale.
 *
 * <p>{@link dev.stampede.checker.checks.counter.CounterCheck} is the check. A {@code CounterLog} contains the calls of
 * one counter, and {@code KnownCounts} the time by which each count was known. {@code CountOrder} decides whether
 * increments were lost, {@code UnclaimedCounts} whether an increment was counted twice, or was counted although its
 * client was informed that it failed, {@code CountReads} whether the results of reads were too old.
 */
@NullMarked
package dev.stampede.checker.checks.counter;

import org.jspecify.annotations.NullMarked;
