/**
 * Worker JVMs: their start by the harness, and the protocol between both over the worker's standard streams.
 *
 * <p>The protocol transfers {@link dev.stampede.workloads.client.ClientSpec}s to the worker, and
 * {@link dev.stampede.checker.history.data.Event}s back.
 */
@NullMarked
package dev.stampede.workloads.client.wire;

import org.jspecify.annotations.NullMarked;
