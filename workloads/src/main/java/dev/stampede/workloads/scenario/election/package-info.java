/**
 * Master election.
 *
 * <p><b>Purpose.</b> At any time at most one of many clients acts as the master. If it fails, another client soon replaces
 * it.
 *
 * <p><b>The naive variant</b> ({@code naive}) is the tutorial's. Every client tries to create the ephemeral znode {@code
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
 * <p><b>Failure modes.</b> A master that is disconnected does not know whether it is still the master: it doubts, and
 * after a reconnect it reads the owner of the binding before it continues. A master whose session has expired is not the
 * master any more, even if its old znode still exists. A persistent binding, or one without a date in its path, keeps the
 * master of the day before; a master that does not check its clock stays over midnight. Each of these is a mutant.
 *
 * <p><b>Checks</b>, all in {@code dev.stampede.checker.checks.exclusion}:
 *
 * <ul>
 *   <li>{@code single-master} in four views, for each key: as each day is a key, no day has two masters. Two clients may be
 *       masters of two different days, because their clocks differ.
 *   <li>{@code epochs}: the epoch of a master is the czxid of its znode; epochs increase in the order of zxids. A latch
 *       does not report its znode: it is the one that its client created last, according to the last list that the client
 *       read before it led. If an answer was lost in between, the epoch is not judged.
 *   <li>{@code re-election}: no time without a master is longer than the bound while a candidate is connected; the bound is
 *       derived from the settings and printed with its derivation.
 *   <li>{@code day-change}: a master resigns when its day is over by its own clock, and each day's is elected by a binding of
 *       that day.
 *   <li>{@code wake-up} of the losers, recovery after each heal, the ensemble's own guarantees and the audit.
 * </ul>
 *
 * <p><b>Caveats.</b> As of the lock: that two clients believe to be the master where one was stopped (Curator
 * Tech Note 10), or heard late of the end of its session (Tech Note 14; ZooKeeper Programmer's Guide, Consistency
 * Guarantees).
 */
@NullMarked
package dev.stampede.workloads.scenario.election;

import org.jspecify.annotations.NullMarked;
