/**
 * The interfaces for drivers: {@code ClientDriver} and its context, the recorder and the fenced store, and the
 * specification of a client.
 *
 * <p>This package and those below it use only the JDK, ZooKeeper, Curator and
 * {@code dev.stampede.checker.history.data}, because they are also packed into the worker jar, which runs in worker
 * JVMs with other versions of ZooKeeper and Curator. Below this package: {@code recording} records what a client does,
 * {@code store} is the fenced store, {@code host} runs clients in this JVM, and {@code wire} runs them in worker JVMs.
 * Scenarios do not live here; the harness numbers the events of all clients.
 */
@NullMarked
package dev.stampede.workloads.client;

import org.jspecify.annotations.NullMarked;
