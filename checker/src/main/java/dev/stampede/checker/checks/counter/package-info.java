/**
 * Counters: increments that take effect exactly once, results that are true, and reads that may be stale.
 *
 * <p>{@link dev.stampede.checker.checks.counter.CounterCheck} is the check. A {@code CounterLog} has the calls of one counter, and
 * {@code KnownCounts} when each count was known at the latest. {@code CountOrder} decides whether increments were lost, {@code
 * UnclaimedCounts} whether some were counted twice or although their client was informed that they were not, {@code CountReads}
 * how old the results of reads were.
 */
@NullMarked
package dev.stampede.checker.checks.counter;

import org.jspecify.annotations.NullMarked;
