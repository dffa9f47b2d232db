/**
 * Worker JVMs: how the harness starts one, and the protocol that both sides speak over the worker's standard streams.
 *
 * <p>What crosses is data: {@link dev.stampede.workloads.client.ClientSpec} to the worker, {@link
 * dev.stampede.checker.history.data.Event} back.
 */
@NullMarked
package dev.stampede.workloads.client.wire;

import org.jspecify.annotations.NullMarked;
