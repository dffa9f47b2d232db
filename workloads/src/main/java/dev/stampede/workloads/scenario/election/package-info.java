/**
 * Master election.
 *
 * <p><b>What it is for.</b> At any time at most one of many clients acts as the master, and soon after it is gone
 * another one does.
 *
 * <p><b>The naive form</b> is the tutorial's. Every client tries to create the ephemeral znode {@code
 * /master_election/<date>/binding}; whoever creates it is the master of that day, and the losers watch the children of
 * {@code /master_election/<date>}:
 *
 * <pre>
 *   client 0              ZooKeeper              client 1
 *      | create binding -----&gt;|                      |
 *      |&lt;---------------- OK --|&lt;---- create binding -|
 *      |  (master)            |-- NodeExists -------&gt;|
 *      |                      |&lt;---- getChildren, w -|
 *      X  session expires     |-- childrenChanged --&gt;|
 *                             |&lt;---- create binding -|
 *                             |-- OK ---------------&gt;|  (master)
 * </pre>
 *
 * <p><b>What can go wrong.</b> A master that was cut off does not know whether it still is one: it doubts when it is
 * disconnected, and after a reconnect it looks again whose znode the binding is before it goes on. A master whose
 * session ended is none, whatever its old znode says meanwhile.
 *
 * <p><b>What is checked.</b> A single master in four views, recovery after each heal, the ensemble's own guarantees and
 * the audit. {@code LeaderLatch} has no acquire and release: what it believes is what samples of {@code
 * hasLeadership()} say.
 */
@NullMarked
package dev.stampede.workloads.scenario.election;

import org.jspecify.annotations.NullMarked;
