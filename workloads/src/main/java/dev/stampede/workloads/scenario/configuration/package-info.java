/**
 * Configuration management, by push and pull.
 *
 * <p><b>Purpose.</b> Many processes act on the same few settings. Whoever changes one wants all of them to act on
 * the change soon, without asking again and again, and without one change undoing another.
 *
 * <p><b>The naive variant</b> is the tutorial's. Every key is a znode. A client reads it and leaves a watch with the same
 * request; when the znode changes, the event (the push) says only that it did, and the client fetches the data itself (the
 * pull), which leaves the next watch:
 *
 * <pre>
 *   follower               ZooKeeper                writer
 *      | getData, watch -----&gt;|                        |
 *      |&lt;--------- blue, v3 --|                        |
 *      | (acts on blue)       |&lt;-- setData green, v3 --|
 *      |&lt;- NodeDataChanged ---|-- OK, v4 -------------&gt;|
 *      | getData, watch -----&gt;|                        |
 *      |&lt;-------- green, v4 --|                        |
 *      | (acts on green)      |&lt;-- setData red, v3 ----|
 *      |                      |-- BadVersion ---------&gt;|  (somebody was faster: read, decide again)
 * </pre>
 *
 * A read of a znode that is not there leaves no watch; {@code exists} does, and its event leads to a fetch. A write names
 * the version that it was decided upon; one without a version wins over whatever is there.
 *
 * <p><b>Curator's forms.</b> {@code CuratorCache} (one persistent recursive watch, everything fetched again whenever it
 * had to be set anew), {@code NodeCache} (a watch a key, fetched again on every reconnect), {@code SharedValue} (a watch a
 * key, and compare-and-set), {@code PersistentWatcher} (a persistent watch, and nothing else). These write by the handle
 * below the framework, which sends nothing twice; {@code curator-framework} writes as people do, by the framework.
 *
 * <p><b>Failure modes.</b> The watch is left after the read instead of with it: what changes in between is never heard
 * of. The event is taken for the news. A watch that went off is taken to be there still. A cache above a persistent watch
 * is not refreshed after a reconnect. A write or a delete without a version undoes what others did. The answer to a write
 * is lost: it may or may not have happened, and a retry that is then refused with BadVersion may have been refused because
 * of its own first try. Versions alone do not tell states apart: they begin at 0 again when a znode is created anew, so
 * what clients act on is told apart by mzxid.
 *
 * <p><b>Checks.</b> {@code linearizability} (model {@code versioned-znode}): the writes of each key, with the
 * versions that they asked for and were given. {@code propagation}: no client goes back to an older state; the event
 * reaches it before the data; it acts on what it was shown, or on something newer, within the bound; it catches up after a
 * reconnect; and while nothing is broken all connected clients converge to the last write. Then recovery, the ensemble's
 * own guarantees, and the audit.
 *
 * <p><b>Caveats.</b> Curator's framework sends a write again whose answer was lost ({@code RetryLoop} around
 * {@code SetDataBuilderImpl}), so that one without a version can happen twice, the second time over what others wrote
 * meanwhile: {@code retried-writes} tells of each. “If the connection is temporarily lost, Curator will attempt to retry the
 * operation until it succeeds” (Curator, Error Handling); whoever cannot have that names a version, or uses {@code
 * idempotent()}. A client in a new session may be shown an older state than in its last one: the
 * guarantee holds “with the same session” (Programmer's Guide, Consistency Guarantees). A persistent watch tells nothing
 * of what changed while the client was away (Things to Remember about Watches; ZOOKEEPER-4698): a client that relies on it
 * alone may stay behind after a reconnect until the key changes again.
 */
@NullMarked
package dev.stampede.workloads.scenario.configuration;

import org.jspecify.annotations.NullMarked;
