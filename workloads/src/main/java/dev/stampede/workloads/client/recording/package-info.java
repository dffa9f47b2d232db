/**
 * Records the operations of a client, their ZooKeeper requests, its session and its beliefs.
 *
 * <p>The operations and attempts are numbered per client, and times are {@link System#nanoTime()}. The harness numbers
 * the events of all clients. {@code dev.stampede.workloads.client.host} runs the clients.
 */
@NullMarked
package dev.stampede.workloads.client.recording;

import org.jspecify.annotations.NullMarked;
