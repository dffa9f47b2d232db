/**
 * Watches, and the znodes that the servers remove.
 *
 * <p><b>Purpose.</b> A process is notified of changes instead of asking for them, and leaves nothing behind: its
 * ephemerals vanish with its session, its TTL znodes when it no longer changes them, and its containers when they are
 * empty.
 *
 * <p><b>The naive variant</b> uses plain requests; Curator adds nothing to the guarantees tested here. Each watch is an
 * object of its own, so that each event belongs to one request:
 *
 * <pre>
 *   client 0                  ZooKeeper                    client 1
 *      |                          |&lt;-- getData k0, watch w1 ----|  (one-shot)
 *      | setData k0 -------------&gt;|-- w1 NodeDataChanged ------&gt;|  before any new state
 *      |                          |&lt;-- getData k0, watch w2 ----|
 *      |                          X      connection lost        X
 *      | setData k0 -------------&gt;|                             |
 *      |                          |&lt;-- (library) setWatches w2 -|  to another member
 *      |                          |-- w2 NodeDataChanged ------&gt;|  catch-up, without a zxid
 *      |                          |                             |
 *      | create ttl/a, 2000 ms --&gt;|                             |
 *      | setData ttl/a ----------&gt;|  the TTL starts again       |
 *      |                          |  ... 2000 ms, leader's clock, and its next check
 *      |                          |  delete ttl/a               |
 *      |                          |                             |
 *      | create box0 (container)-&gt;|                             |
 *      | create box0/x ----------&gt;|                             |
 *      | delete box0/x ----------&gt;|  empty: delete box0         |
 *      |                          |&lt;-- create box0/y -----------|  NoNode: create box0 again
 * </pre>
 *
 * <p>The data of the same znodes is watched by one-shot watches in one session, by persistent ones in the next, and
 * then by a persistent recursive one. The members run with {@code extendedTypesEnabled} and
 * {@code -Dznode.container.checkIntervalMs=500}; an external ensemble keeps its own settings, and the check of removals
 * then needs its parameter {@code interval}.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>A client takes a one-shot watch for a persistent one, or sets it after the read instead of with it.
 *   <li>It ignores the events after a reconnect, or relies on a persistent watch and does not read again after a
 *       reconnect.
 *   <li>It keeps a TTL znode by reading it.
 *   <li>It creates the child of a container late, and the container is gone.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code watches}: each event belongs to a change after the watch was set; it arrives before the new state, once
 *       for a one-shot watch, and for each change on a connection for a persistent one.
 *   <li>{@code removals}: no znode is removed early, unused, or with children, and what must be removed is removed
 *       within a derived time limit.
 *   <li>{@code propagation}: what the client takes for the data follows each change, also after a reconnect and in a
 *       new session.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario; {@code guarantees} judges that an
 *       ephemeral neither vanishes while its session lives nor outlives its close.
 * </ul>
 *
 * <p><b>Caveats.</b> A one-shot watch that was set on an absent znode does not report a create and a delete that both
 * happen while its client is disconnected. A persistent watch does not report any change during a disconnect, and the
 * member of the next connection may send an event again. A TTL znode that "is not modified within the TTL" becomes "a
 * candidate to be deleted by the server at some point in the future" (ZooKeeper Programmer's Guide, TTL Nodes): a
 * change after that does not withdraw it, and it may be removed right after the change.
 *
 * <p><b>Settings.</b> {@link dev.stampede.workloads.scenario.watches.WatchesDriver} explains them. {@code znodes} and
 * {@code boxes} determine the contention; TTL znodes and visits last from {@code *.least.millis} to {@code
 * *.most.millis}, so that there are as many short as long ones.
 */
@NullMarked
package dev.stampede.workloads.scenario.watches;

import org.jspecify.annotations.NullMarked;
