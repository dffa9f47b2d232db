/**
 * The distributed lock.
 *
 * <p><b>Purpose.</b> At most one of many clients does something at a time (or n of them, or any number of readers and
 * no writer), and stops as soon as it can no longer rely on this.
 *
 * <p><b>The naive variant</b> ({@code naive}) is the tutorial's. Every client tries to create the ephemeral znode {@code
 * /exclusive_lock/lock}; whoever creates it holds the lock, and the losers watch the children of {@code /exclusive_lock} and
 * try again when they change. A release wakes all of them, the herd:
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
 * <p><b>The fair queue</b> ({@code fair-queue}) is ZooKeeper's own recipe. Every client queues by an ephemeral sequential
 * znode; it is the turn of the oldest, and each watches the one before it only, so that a release wakes one:
 *
 * <pre>
 *   client 0                  ZooKeeper                  client 1
 *      | create turn-c0-, seq ---&gt;|                          |
 *      |&lt;------- turn-c0-0000 ----|&lt;--- create turn-c1-, seq -|
 *      | getChildren ------------&gt;|---- turn-c1-0001 --------&gt;|
 *      |&lt;------- [c0-0000] -------|&lt;------------ getChildren -|
 *      |  (oldest: holds)         |---- [c0-0000, c1-0001] --&gt;|
 *      |                          |&lt;-- exists c0-0000, watch -|
 *      | delete turn-c0-0000 ----&gt;|---- nodeDeleted ---------&gt;|
 *      |                          |&lt;------------ getChildren -|  (oldest: holds)
 * </pre>
 *
 * <p><b>Curator's recipes</b>: {@code inter-process-mutex}, {@code inter-process-semaphore-mutex} (not reentrant), {@code
 * inter-process-read-write-lock}, {@code inter-process-multi-lock} (two of three mutexes at a time, in any order, so that some
 * give up), {@code inter-process-semaphore-v2} (a mutex below {@code locks}, behind which leases are taken below {@code
 * leases}). And the user's own class, by its name.
 *
 * <p><b>Settings</b> of the drivers: how many objects there are and how hot the first of them is, how long
 * they hold and think (drawn from the client's own seed), how often they acquire again while they hold. See {@link
 * dev.stampede.workloads.scenario.lock.LockDriver}.
 *
 * <p><b>Failure modes.</b> An answer is lost: the create may have happened, so its owner must be looked up, or it blocks
 * the queue. The session ends while its client still believes: so a client doubts as soon as it learns that it was
 * disconnected, and everything that it writes elsewhere carries the token of its hold. A delete that is sent twice may delete
 * the next holder's znode: so it is sent again only after {@code sync} and a read of the owner. A client that sets its
 * watch after the read, or sets none, waits forever. A client takes a znode of its previous, expiring session for its own (CURATOR-604). Each of
 * these, and more, is a mutant.
 *
 * <p><b>Checks</b>, all in {@code dev.stampede.checker.checks.exclusion}:
 *
 * <ul>
 *   <li>{@code mutual-exclusion}: one holder (or readers and no writer) in four views, and fencing; {@code leases}: at most n.
 *   <li>{@code reentrancy}, where a form promises it; {@code all-or-none} of the lock of several.
 *   <li>{@code waiting}: the longest wait, and for the fair queue and {@code InterProcessMutex} that nobody is overtaken. The
 *       others promise no order, or (the semaphore) one that is "mostly" so, and it is only measured.
 *   <li>{@code wake-up}: no client keeps waiting although the lock is free; the bound is derived and printed.
 *   <li>{@code leaks}: no znode stays behind that its client, still connected, gave up: no lease is lost, no queue stands still
 *       behind a znode that no client waits for. The bound is that of {@code wake-up}.
 *   <li>{@code herd}: watch events a release, requests a grant; measured only. Curator's watches are its own, so that of its
 *       recipes the check reports instead how often a waiter read the queue again.
 *   <li>Recovery after each heal, the ensemble's own guarantees and the audit, as of every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> That two clients <i>believe</i> to hold the lock after one was stopped (Curator Tech Note
 * 10), or because members tell their clients of the end of a session at different times (ZooKeeper Programmer's Guide,
 * Consistency Guarantees; Curator Tech Note 14). That the store accepts a stale write is not: whoever sends its token is safe.
 */
@NullMarked
package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.NullMarked;
