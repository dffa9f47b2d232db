/**
 * Barriers.
 *
 * <p><b>Purpose.</b> A barrier keeps clients back until it is lifted. A double barrier lets the clients of a group
 * begin together, and end together.
 *
 * <p><b>The naive variants</b> are the tutorial's. A barrier is a znode; it is set by a create and lifted by a delete,
 * and a client waits until the znode does not exist:
 *
 * <pre>
 *   client 0                    ZooKeeper                     client 1
 *      | create barrier --------&gt;|                             |
 *      |&lt;---- OK ----------------|&lt;--- exists barrier, watch --|
 *      |                         |-- yes ---------------------&gt;|
 *      | delete barrier --------&gt;|                             | (waits)
 *      |&lt;---- OK ----------------|-- event NodeDeleted -------&gt;|
 *      |                         |&lt;--- exists barrier, watch --|
 *      |                         |-- no ----------------------&gt;|
 *      |                         |                             | (passes)
 * </pre>
 *
 * <p>In a double barrier of two, each member is an ephemeral child, which the members count. The member that counts
 * enough children creates the flag {@code ready}, so that a slower member can enter although another one has already
 * left and deleted its child:
 *
 * <pre>
 *   client 0                    ZooKeeper                     client 1
 *      | create member-0 -------&gt;|                             |
 *      | exists ready, watch ---&gt;|                             |
 *      |&lt;--- no; 1 child --------|&lt;----------- create member-1 |
 *      | (waits)                 |&lt;---- exists ready, children |
 *      |                         |-- no; 2 children ----------&gt;|
 *      |                         |&lt; check member-0, member-1,  |
 *      |                         |            and create ready |
 *      |&lt;- event ready ----------|-- OK ----------------------&gt;| (enters)
 *      | (enters)                |                             | ...
 *      |                         |&lt;----------- delete member-1 |
 *      | delete member-0 -------&gt;|&lt;----------- children, watch |
 *      | children --------------&gt;|-- event: no children -------&gt;|
 *      | (leaves)                |                             | (leaves)
 * </pre>
 *
 * <p><b>Curator's variants</b> are {@code DistributedBarrier} and {@code DistributedDoubleBarrier}.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>A client takes another event for the one that it waits for, such as the loss of its connection or a spurious
 *       wake-up.
 *   <li>A client whose timeout elapses leaves its child behind, and others count it.
 *   <li>A client waits for an event that came before it set its watch, or counts only once.
 * </ul>
 *
 * <p><b>Check.</b> {@code barrier}: no client passes, enters or leaves early, none is stuck, and no call times out too
 * early or returns late. {@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 *
 * <p><b>Caveats.</b> A client may pass a barrier that has just been set, because its read is stale (ZooKeeper
 * Programmer's Guide, Consistency Guarantees: no simultaneously consistent cross-client views). More clients than
 * {@code memberQty} can enter a double barrier, because it is a threshold and not a limit.
 *
 * <p><b>Settings.</b> See {@link dev.stampede.workloads.scenario.barrier.SetBarrierDriver} and {@link
 * dev.stampede.workloads.scenario.barrier.DoubleBarrierDriver}.
 */
@NullMarked
package dev.stampede.workloads.scenario.barrier;

import org.jspecify.annotations.NullMarked;
