/**
 * The queue.
 *
 * <p><b>Purpose.</b> Producers put items into queues, and consumers take them. An item whose put was acknowledged
 * reaches a consumer, once or at least once, in order, and within a bounded time while a consumer is connected and
 * idle.
 *
 * <p><b>The naive variant</b> ({@code naive}) is the tutorial's. Each item is a sequential znode. A consumer lists the
 * children, reads the one with the smallest number and deletes it. The delete that succeeds decides who has the item:
 *
 * <pre>
 *   client 0                  ZooKeeper                      client 1
 *      | create item-, seq, a --&gt;|                               |
 *      |&lt;------ item-0000000000 --|                               |
 *      |                          |&lt;-------------- getChildren, w -|
 *      | getChildren, w ---------&gt;|-- [item-0000000000] ----------&gt;|
 *      |&lt;---- [item-0000000000] --|&lt;------ getData item-0000000000 -|
 *      | getData item-0000000000 &gt;|-- a --------------------------&gt;|
 *      |&lt;-------------------- a --|&lt;- delete item, setData receipt -|
 *      | delete, setData receipt &gt;|-- OK -------------------------&gt;|  (has a)
 *      |&lt;--------------- NoNode --|                               |
 * </pre>
 *
 * <p>If the answer to the delete is lost, the missing znode does not show who deleted it. Therefore the same
 * transaction writes the path of the item into the client's receipt, which the client reads after it has reconnected
 * and written in the same session. A create with a lost answer is not repeated.
 *
 * <p><b>Curator's variants.</b> The clients of {@code simple-distributed-queue} call {@code offer} and {@code poll}.
 * The other variants call a consumer:
 *
 * <ul>
 *   <li>{@code distributed-queue} removes an item, then delivers it (at most once).
 *   <li>{@code distributed-queue-with-locks} locks an item with an ephemeral znode, delivers it, then removes it (at
 *       least once). If the consumer throws, the item is put into the queue again.
 *   <li>{@code distributed-id-queue} can also remove an item by its id.
 *   <li>{@code distributed-priority-queue} delivers items of the lowest number first. After a change of the children,
 *       it delivers at most {@code minItemsBeforeRefresh} items of its old list of children.
 *   <li>{@code distributed-delay-queue} delivers an item only after a time by the wall clock of the consumer.
 * </ul>
 *
 * <pre>
 *   with locks:     client 0                    ZooKeeper                   client 1
 *                      | create lock, ephemeral -&gt;|                            |
 *                      |&lt;------------------ OK --|&lt;- create lock, ephemeral ---|
 *                      | getData ---------------&gt;|-- NodeExists --------------&gt;|  (tries the next item)
 *                      |&lt;------------------- a --|                            |
 *                      |  (calls the consumer)    |                            |
 *                      | delete item -----------&gt;|                            |
 *                      | delete lock -----------&gt;|                            |
 * </pre>
 *
 * <p>The {@code put} of these queues only starts a request; {@code QueuePutListener} reports when the item is in the
 * queue.
 *
 * <p><b>Failure modes.</b> Each of these, and more, is a mutant:
 *
 * <ul>
 *   <li>The answer to a create is lost. A second create doubles the item; no create loses it.
 *   <li>The answer to a delete is lost. A client that assumes that the delete failed loses the item; a client that
 *       assumes that it succeeded may deliver the item of another client.
 *   <li>A consumer dies while it processes an item. Without a lock path the item is lost, as documented.
 *   <li>Names are compared as text, although something else precedes the number.
 *   <li>A list of children is kept for too long: new items are not seen, or priorities are ignored.
 * </ul>
 *
 * <p><b>Checks</b>, all in {@code dev.stampede.checker.checks.queue}:
 *
 * <ul>
 *   <li>{@code deliveries}: no acknowledged item is lost, and none is delivered more often than promised, before its
 *       delay, or after its removal.
 *   <li>{@code queue-order}: items are taken first in, first out, by the zxids of their creates and deletes (with
 *       locks: by those of their first locks), or by priority.
 *   <li>{@code queue-progress}: no item waits for longer than the bound while a consumer is connected and idle.
 *   <li>{@code linearizability} of the naive variant, against the model {@code fifo-queue}.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> At-most-once delivery may lose the item that a consumer had removed when it died (Curator, Javadoc
 * of {@code DistributedQueue}). At-least-once delivery may deliver an item again after a failure (Javadoc of {@code
 * QueueBuilder.lockPath}).
 *
 * <p><b>Settings.</b> {@code queues} is the number of queues (fewer queues mean more contention), {@code life.millis}
 * the lifetime of the queue objects, {@code burst} and {@code put.percent} the load. {@link
 * dev.stampede.workloads.scenario.queue.QueueSettings}, {@link dev.stampede.workloads.scenario.queue.PullQueueDriver}
 * and {@link dev.stampede.workloads.scenario.queue.PushQueueDriver} list all.
 */
@NullMarked
package dev.stampede.workloads.scenario.queue;

import org.jspecify.annotations.NullMarked;
