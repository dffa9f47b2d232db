/**
 * Logical clients: what they are built from, what they report, and the JVMs that they run in.
 *
 * <p>Uses only the JDK, ZooKeeper and Curator, because it is also packed as a jar of its own that runs in worker JVMs
 * beside other versions of both. What crosses to the harness is data: {@link
 * dev.stampede.workloads.client.ClientSpec} there, {@link dev.stampede.workloads.client.ClientEvent} back. Does not
 * live here: scenarios, and the history that the harness makes of the events.
 */
@NullMarked
package dev.stampede.workloads.client;

import org.jspecify.annotations.NullMarked;
