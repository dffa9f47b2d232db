/**
 * Records what a client does: its operations, the ZooKeeper requests beneath them, its session and its beliefs.
 *
 * <p>A client's events carry its own numbers of operations and attempts, and times of {@link System#nanoTime()}. Does not
 * live here: the threads that clients run on.
 */
@NullMarked
package dev.stampede.workloads.client.recording;

import org.jspecify.annotations.NullMarked;
