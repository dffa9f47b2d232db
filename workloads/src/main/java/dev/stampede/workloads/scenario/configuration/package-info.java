/**
 * Configuration management, by push and pull.
 *
 * <p><b>Purpose.</b> Many processes use the same few settings. When one process changes a setting, all of them use the
 * new value soon, without polling, and no change overwrites another unnoticed.
 *
 * <p><b>The naive variant</b> is the tutorial's. Every key is a znode. A client reads it and sets a watch with the same
 * request. When the znode changes, the event (the push) says only that it changed, and the client reads the data itself
 * (the pull), which sets the next watch:
 *
 * <pre>
 *   reader                 ZooKeeper                writer
 *      | getData, watch -----&gt;|                        |
 *      |&lt;--------- blue, v3 --|                        |
 *      | (uses blue)          |&lt;-- setData green, v3 --|
 *      |&lt;- NodeDataChanged ---|-- OK, v4 -------------&gt;|
 *      | getData, watch -----&gt;|                        |
 *      |&lt;-------- green, v4 --|                        |
 *      | (uses green)         |&lt;-- setData red, v3 ----|
 *      |                      |-- BadVersion ---------&gt;|  (another write was faster: read, decide again)
 * </pre>
 *
 * <p>{@code getData} of a missing znode sets no watch. {@code exists} does, and its event causes a read. A write states
 * the version on which its decision is based; a write without a version overwrites any state.
 *
 * <p><b>Curator's variants.</b> {@code CuratorCache} (one persistent recursive watch; it reads everything again
 * whenever it had to set the watch again), {@code NodeCache} (a watch per key; it reads again after every reconnect),
 * {@code SharedValue} (a watch per key, and compare-and-set) and {@code PersistentWatcher} (a persistent watch, and
 * nothing else). They write with the {@code ZooKeeper} handle of the framework, which sends no request twice.
 * {@code curator-framework} writes with the framework, as most applications do.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>The watch is set after the read instead of with it: the client misses changes in between.
 *   <li>The event is taken for the new value.
 *   <li>The client assumes that a watch remains after it has fired.
 *   <li>A cache above a persistent watch is not refreshed after a reconnect.
 *   <li>A write or a delete without a version overwrites changes of others.
 *   <li>The answer to a write is lost, so it may or may not have happened. If a retry then fails with BadVersion, its
 *       own first attempt may be the cause.
 *   <li>Versions do not identify states, because they restart at 0 when a znode is created again. The history therefore
 *       identifies states by mzxid.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code linearizability} (model {@code versioned-znode}): the writes of each key, with the versions that they
 *       expected and received.
 *   <li>{@code propagation}: no client returns to an older state. A client receives the event before the new data. It
 *       uses the state that it read, or a newer one, within a bound. It catches up after a reconnect. While no fault is
 *       active, all connected clients converge to the last write.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b>
 *
 * <ul>
 *   <li>Curator's framework retries a write whose answer was lost ({@code RetryLoop} around
 *       {@code SetDataBuilderImpl}). A write without a version can then happen twice, and the second one can overwrite
 *       changes of others. {@code retried-writes} reports each case. “If the connection is temporarily lost, Curator
 *       will attempt to retry the operation until it succeeds” (Curator, Error Handling). To avoid this, write with a
 *       version, or use {@code idempotent()}.
 *   <li>A client in a new session may read an older state than in its previous one: the guarantee holds “with the same
 *       session” (ZooKeeper Programmer's Guide, Consistency Guarantees).
 *   <li>A persistent watch does not report changes that happen while the client is disconnected (Things to Remember
 *       about Watches; ZOOKEEPER-4698). A client that relies on it alone may keep an old state after a reconnect until
 *       the key changes again.
 * </ul>
 */
@NullMarked
package dev.stampede.workloads.scenario.configuration;

import org.jspecify.annotations.NullMarked;
