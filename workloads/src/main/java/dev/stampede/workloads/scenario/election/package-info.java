/**
 * Master election.
 *
 * <p><b>What it is for.</b> At any time at most one of many clients acts as the master, and soon after it is gone another one
 * does.
 *
 * <p><b>The naive form</b> ({@code naive}) is the tutorial's. Every client tries to create the ephemeral znode {@code
 * /master_election/<date>/binding}; whoever creates it is the master of that day, and the losers watch the children of {@code
 * /master_election/<date>}. A new day is a new election, in a folder of its own:
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
 * <p>The clock is injected: the setting {@code day.millis} makes days pass during a run, and {@code clock.skew.millis} lets
 * clients disagree about midnight (see {@link dev.stampede.workloads.scenario.election.NaiveElection}).
 *
 * <p><b>Curator's recipes</b>: {@code leader-latch}, which has no acquire and release, so that what it believes is what
 * samples of {@code hasLeadership()} say, of several elections at once ({@code objects}); and {@code leader-selector}, which
 * leads while {@code takeLeadership} runs.
 *
 * <p><b>What can go wrong.</b> A master that was cut off does not know whether it still is one: it doubts when it is
 * disconnected, and after a reconnect it looks again whose znode the binding is before it goes on. A master whose session
 * ended is none, whatever its old znode says meanwhile. A binding that is persistent, or has no date in its path, leaves
 * yesterday's master; a master that does not look at its clock stays over midnight. Each of these is a mutant.
 *
 * <p><b>What is checked</b>, by checks of {@code dev.stampede.checker.checks.exclusion}:
 *
 * <ul>
 *   <li>{@code single-master} in four views, for each key: as each day is a key, no day has two masters. Two clients that are
 *       masters of two days, because their clocks differ, are none of its business.
 *   <li>{@code epochs}: the epoch of a master is the czxid of its znode; epochs increase in the order of zxids. A latch
 *       does not tell by which znode it leads: it is the one that its client created last, by the last list that the client
 *       was given before it led; where an answer was lost in between, it is not judged.
 *   <li>{@code re-election}: nobody is the master for longer than the bound, though a candidate is connected; the bound is
 *       derived from the settings and printed with its derivation.
 *   <li>{@code day-change}: a master resigns when its day is over by its own clock, and each day's is elected by a binding of
 *       that day.
 *   <li>{@code wake-up} of the losers, recovery after each heal, the ensemble's own guarantees and the audit.
 * </ul>
 *
 * <p><b>What is only a caveat.</b> As of the lock: that two clients believe to be the master where one was stopped (Curator
 * Tech Note 10), or heard late of the end of its session (Tech Note 14; ZooKeeper Programmer's Guide, Consistency
 * Guarantees).
 */
@NullMarked
package dev.stampede.workloads.scenario.election;

import org.jspecify.annotations.NullMarked;
