/**
 * The distributed lock.
 *
 * <p><b>What it is for.</b> At most one of many clients does something at a time, and goes on doing it only while it may
 * rely on being the only one.
 *
 * <p><b>The naive form</b> is the tutorial's. Every client tries to create the ephemeral znode {@code
 * /exclusive_lock/lock}; whoever creates it holds the lock, and the losers watch the children of {@code
 * /exclusive_lock} and try again when they change:
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
 * <p><b>What can go wrong.</b> An answer is lost: the create may have happened, so its owner must be looked up. The
 * session ends while its client still believes: so a client doubts as soon as it is told that it was disconnected, and
 * everything that it writes elsewhere carries the token of its hold. A delete that is sent twice may delete the next
 * holder's znode: so it is sent again only after {@code sync} and a look at the owner.
 *
 * <p><b>What is checked.</b> Mutual exclusion in four views, fencing, recovery after each heal, the ensemble's own
 * guarantees and the audit. That two clients <i>believe</i> to hold the lock after one was stopped is only a caveat
 * (Curator Tech Note 10); that the store accepts a stale write is not.
 */
@NullMarked
package dev.stampede.workloads.scenario.lock;

import org.jspecify.annotations.NullMarked;
