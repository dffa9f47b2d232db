/**
 * Coordination by notification: a coordinator assigns tasks to workers, and learns how far they are.
 *
 * <p><b>Purpose.</b> The processes of a cluster tell each other what to do and what has happened, and none of them
 * polls.
 *
 * <p><b>The naive variant</b> is the tutorial's. A job is a znode, each worker has a folder below it, and a task is a
 * znode in the folder of its worker. The worker watches the children of its folder. Its status of a task is a child of
 * the task, which the coordinator watches:
 *
 * <pre>
 *   client 0 (coordinates j0)       ZooKeeper                     client 1 (works)
 *      |                                |&lt;-- getChildren j0/c1, watch ----|
 *      | create j0/c1/t ---------------&gt;|-- childrenChanged -------------&gt;|
 *      | exists j0/c1/t/status, watch -&gt;|&lt;-- getChildren, getData j0/c1/t |  (receives t)
 *      |&lt;------------- nodeCreated -----|&lt;-- create t/status, working ----|
 *      | getData t/status, watch ------&gt;|                                 |
 *      |  (sees working)                |                                 |
 *      |&lt;------------- dataChanged -----|&lt;-- setData t/status, done ------|  (answers t)
 *      | getData t/status, watch ------&gt;|                                 |
 *      |  (sees done)                   |                                 |
 *      | delete t/status, t -----------&gt;|-- childrenChanged -------------&gt;|  (t is withdrawn)
 * </pre>
 *
 * <p>A watch is set with each read, and every event, every reconnect and every new session only say that something
 * may have changed. A worker remembers the tasks that it has received, so that it does none of them again. It writes
 * a status again until the write is acknowledged, with the version of its last write. A new incarnation of a worker,
 * after a restart, knows nothing, and does all tasks that it finds. A new incarnation of a coordinator writes to the
 * znode of the job before it lists the tasks, so that the list is not older than the last assignment.
 *
 * <p><b>Curator's recipes</b>: {@code PersistentWatcher}, with a read of everything each time the recipe has set its
 * watch again, and the listeners of {@code CuratorCache}. The requests of the client's own code are hand-written.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>The watch is set after the read instead of with it, or is not set again after it has fired or in a new session.
 *   <li>Persistent watches do not report what changed during a disconnect, and the client does not read again.
 *   <li>The worker acts on every event, and does a task again.
 *   <li>The coordinator reads a status when it is created, and not when it changes.
 *   <li>The response to the write of an answer is lost, and the worker assumes that the answer was written.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code notifications}: each incarnation of a worker receives each of its tasks and answers it once; the
 *       coordinator sees the last status of each task, or a later one, within bounds that are derived and printed.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> Earlier statuses may coalesce: "you cannot reliably see every change that happens to a node in
 * ZooKeeper" (ZooKeeper Programmer's Guide, Things to Remember about Watches). In a new session a client may see an
 * older status than before (Consistency Guarantees). What changes while a client is disconnected arrives after its
 * reconnect, so the bounds start again.
 *
 * <p><b>Settings.</b> {@link dev.stampede.workloads.scenario.notification.NotificationDriver} explains them. Tasks
 * exist from {@code task.least.millis} to {@code task.most.millis}, so that there are as many short as long ones.
 * {@code assign.millis} and {@code burst} determine the load, {@code jobs} is the number of jobs.
 */
@NullMarked
package dev.stampede.workloads.scenario.notification;

import org.jspecify.annotations.NullMarked;
