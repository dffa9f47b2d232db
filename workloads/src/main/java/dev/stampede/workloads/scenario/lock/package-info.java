/**
 * The distributed lock.
 *
 * <p><b>Purpose.</b> At most one of many clients at a time is in the critical section. Variants allow n clients, or any
 * number of readers and no writer. A client leaves the critical section as soon as it can no longer rely on its hold.
 *
 * <p><b>The naive variant</b> ({@code naive}) is the lock in the tutorial. Every client tries to create the ephemeral
 * znode {@code /exclusive_lock/lock}. The client that creates it holds the lock. The others watch the children of
 * {@code /exclusive_lock} and try again when they change. A release wakes all of them (the herd effect):
 *
 * <pre>
 *   client 0            ZooKeeper            client 1
 *      | create lock ------&gt;|                    |
 *      |&lt;------------- OK --|&lt;----- create lock -|
 *      |  (holds)           |-- NodeExists -----&gt;|
 *      |                    |&lt;-- getChildren, w -|
 *      | delete lock ------&gt;|                    |
 *      |&lt;------------- OK --|-- childrenChanged &gt;|
 *      |                    |&lt;----- create lock -|
 * </pre>
 *
 * <p><b>The fair queue</b> ({@code fair-queue}) is ZooKeeper's own lock recipe. Every client creates an ephemeral
 * sequential znode. The client with the lowest number holds the lock, and every other client watches only its
 * predecessor. Therefore a release wakes one client:
 *
 * <pre>
 *   client 0                  ZooKeeper                  client 1
 *      | create turn-c0-, seq ---&gt;|                          |
 *      |&lt;------- turn-c0-0000 ----|&lt;--- create turn-c1-, seq -|
 *      | getChildren ------------&gt;|---- turn-c1-0001 --------&gt;|
 *      |&lt;------- [c0-0000] -------|&lt;------------ getChildren -|
 *      |  (lowest: holds)         |---- [c0-0000, c1-0001] --&gt;|
 *      |                          |&lt;-- exists c0-0000, watch -|
 *      | delete turn-c0-0000 ----&gt;|---- nodeDeleted ---------&gt;|
 *      |                          |&lt;------------ getChildren -|  (lowest: holds)
 * </pre>
 *
 * <p><b>Curator's recipes</b>: {@code inter-process-mutex}, {@code inter-process-semaphore-mutex} (not reentrant),
 * {@code inter-process-read-write-lock}, {@code inter-process-multi-lock} (two of three mutexes at a time, in random
 * order, so that some acquires time out) and {@code inter-process-semaphore-v2} (a mutex below {@code locks} guards the
 * leases below {@code leases}). A user's own class is a variant, too; the name of the class is the name of the variant.
 *
 * <p><b>Settings</b> of the drivers: the number of locks, the percentage of acquires that always choose the first lock,
 * the time between an acquire and its release and between two acquires (random, from the client's seed), and the share
 * of reentrant acquires. {@link dev.stampede.workloads.scenario.lock.LockDriver} lists them.
 *
 * <p><b>Failure modes.</b> Each of these, and more, is a mutant:
 *
 * <ul>
 *   <li>An answer is lost. The create may have happened, so the client must look for its znode; otherwise the znode
 *       blocks the queue.
 *   <li>The session ends while the client believes that it holds the lock. A client must doubt its hold as soon as it
 *       is disconnected, and must send the token of its hold with every write to another system.
 *   <li>A delete is sent twice and deletes the znode of the next holder. It may be sent again only after {@code sync}
 *       and a read of the owner.
 *   <li>A client sets its watch after the read, or sets no watch, and waits forever.
 *   <li>A client mistakes a znode of its previous, expiring session for its own (CURATOR-604).
 * </ul>
 *
 * <p><b>Checks</b>, all in {@code dev.stampede.checker.checks.exclusion}:
 *
 * <ul>
 *   <li>{@code mutual-exclusion}: one holder (or readers and no writer) in the four views that
 *       {@code dev.stampede.checker.checks.exclusion.views} explains, one of which is the fenced store.
 *   <li>{@code leases}: at most n holders of a semaphore.
 *   <li>{@code reentrancy}, if the variant promises it, and {@code all-or-none} for the lock of several mutexes.
 *   <li>{@code waiting}: the longest wait. For the fair queue and {@code InterProcessMutex} also that no waiter is
 *       overtaken. The other recipes promise no order, or only a "mostly" fair one (the semaphore), so for them the
 *       check only measures the order.
 *   <li>{@code wake-up}: no client waits although the lock is free. The bound is derived from the settings and printed.
 *   <li>{@code leaks}: no abandoned znode of a connected client remains, so that no lease is lost and no queue is
 *       blocked. The bound is that of {@code wake-up}.
 *   <li>{@code herd}: watch events per release and requests per grant; measured only. The watches of Curator's recipes
 *       are not visible, so for them the check counts how often a waiter reads the queue again.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> Two clients may <i>believe</i> that they hold the lock after one of them was paused (Curator Tech
 * Note 10), or because servers report the end of a session to clients at different times (ZooKeeper Programmer's Guide,
 * Consistency Guarantees; Curator Tech Note 14). A stale write that the store accepts is a violation, not a caveat: a
 * client that sends its token is safe.
 */
@NullMarked
package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.NullMarked;
