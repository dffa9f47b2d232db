/**
 * Runs clients in this JVM, each on a thread of its own. Used in the harness and in worker JVMs.
 *
 * <p>{@link dev.stampede.workloads.client.host.ClientHost} is implemented for this JVM, and for worker JVMs in
 * {@code dev.stampede.workloads.client.wire}.
 */
@NullMarked
package dev.stampede.workloads.client.host;

import org.jspecify.annotations.NullMarked;
