/**
 * Master election.
 *
 * <p><b>Purpose.</b> At any time at most one of many clients acts as the master. If the master fails, another client
 * soon replaces it.
 *
 * <p><b>The naive variant</b> ({@code naive}) is the tutorial's. Every client tries to create the ephemeral znode
 * {@code /master_election/<date>/binding}. The client that creates it is the master of that day, and the others watch
 * the children of {@code /master_election/<date>}. A new day is a new election below another znode:
 *
 * <pre>
 *   client 0                    ZooKeeper                    client 1
 *      | create 11-23/binding -----&gt;|                            |
 *      |&lt;---------------------- OK --|&lt;---- create 11-23/binding -|
 *      |  (master of 11-23)         |-- NodeExists -------------&gt;|
 *      |                            |&lt;---- getChildren 11-23, w -|
 *      |  (midnight: resigns)       |                            |  (midnight)
 *      | delete 11-23/binding -----&gt;|&lt;---- create 11-24/binding -|
 *      | create 11-24/binding -----&gt;|-- OK ---------------------&gt;|  (master of 11-24)
 *      |&lt;-------------- NodeExists --|                            |
 *      |  getChildren 11-24, w ----&gt;|                            X  session expires
 *      |&lt;-- childrenChanged --------|
 *      | create 11-24/binding -----&gt;|
 *      |&lt;---------------------- OK --|
 * </pre>
 *
 * <p>The clock is injected. The setting {@code day.millis} is the length of a day, and {@code clock.skew.millis} lets
 * the clients disagree about midnight (see {@link dev.stampede.workloads.scenario.election.NaiveElection}).
 *
 * <p><b>Curator's recipes</b>: {@code leader-latch} and {@code leader-selector}. A latch has no acquire and release, so
 * the driver samples {@code hasLeadership()} of several elections at once ({@code objects}). A selector leads while
 * {@code takeLeadership} runs.
 *
 * <p><b>Failure modes.</b> Each of these is a mutant:
 *
 * <ul>
 *   <li>A disconnected master does not know whether it is still the master. It must doubt its term, and after a
 *       reconnect it must read the owner of the binding before it continues.
 *   <li>A master whose session has expired is no longer the master, even if its old znode still exists.
 *   <li>A persistent binding, or one without a date in its path, keeps the master of the previous day.
 *   <li>A master that does not check its clock remains the master after midnight.
 * </ul>
 *
 * <p><b>Checks</b>, all in {@code dev.stampede.checker.checks.exclusion}:
 *
 * <ul>
 *   <li>{@code single-master}: one master for each key, in the four views that
 *       {@code dev.stampede.checker.checks.exclusion.views} explains. Each day is a key, so no day has two masters. Two
 *       clients may be masters of two different days, because their clocks differ.
 *   <li>{@code epochs}: the epoch of a master is the czxid of its znode, and epochs increase in the order of zxids. A
 *       latch does not report its znode. The check takes the newest znode of the client in the last list of children
 *       that the client read before it led. If an answer was lost in between, the epoch is not judged.
 *   <li>{@code re-election}: while a candidate is connected, the time without a master is bounded. The bound is derived
 *       from the settings and printed.
 *   <li>{@code day-change}: a master resigns when its day ends by its own clock, and the master of a day is elected by
 *       a binding of that day.
 *   <li>{@code wake-up} of the candidates, and {@code recovery}, {@code guarantees} and {@code audit}, as in every
 *       scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> As in the lock scenario, two clients may <i>believe</i> that they are the master after one of them
 * was paused (Curator Tech Note 10), or because one learned late that its session had ended (Curator Tech Note 14;
 * ZooKeeper Programmer's Guide, Consistency Guarantees).
 */
@NullMarked
package dev.stampede.workloads.scenario.election;

import org.jspecify.annotations.NullMarked;
