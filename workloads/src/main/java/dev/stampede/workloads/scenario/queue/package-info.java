/**
 * The queue.
 */
@NullMarked
package dev.stampede.workloads.scenario.queue;

import org.jspecify.annotations.NullMarked;
