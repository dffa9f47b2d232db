/**
 * Runs clients in this JVM, each on a thread of its own: in the harness, and in each worker JVM.
 *
 * <p>{@link dev.stampede.workloads.client.host.ClientHost} is the contract that a worker as seen from the harness fulfils,
 * too. Does not live here: what crosses between JVMs.
 */
@NullMarked
package dev.stampede.workloads.client.host;

import org.jspecify.annotations.NullMarked;
