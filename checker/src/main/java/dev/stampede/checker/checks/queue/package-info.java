/**
 * The checks of queues: what becomes of each item, the order in which items are removed, and whether items get stuck.
 *
 * <p>Contains {@link dev.stampede.checker.checks.queue.DeliveriesCheck}, {@link
 * dev.stampede.checker.checks.queue.QueueOrderCheck} and {@link dev.stampede.checker.checks.queue.QueueProgressCheck}.
 * The producers and consumers are in {@code workloads.scenario.queue}.
 */
@NullMarked
package dev.stampede.checker.checks.queue;

import org.jspecify.annotations.NullMarked;
