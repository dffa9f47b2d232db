/**
 * What a driver sees: the driver's own contract, its context, its recorder and the fenced store, and the data that a client
 * is built from.
 *
 * <p>These packages use only the JDK, ZooKeeper, Curator and the words of a history ({@code
 * dev.stampede.checker.history.data}), because they are also packed as a jar of its own that runs in worker JVMs beside
 * other versions of ZooKeeper and Curator. Below this package: {@code recording} records what a client does, {@code store}
 * is the fenced store, {@code host} runs clients in this JVM, and {@code wire} runs them in worker JVMs. Does not live
 * here: scenarios, and the numbering of events across clients, which the harness does.
 */
@NullMarked
package dev.stampede.workloads.client;

import org.jspecify.annotations.NullMarked;
