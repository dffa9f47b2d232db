/**
 * The counter.
 *
 * <p><b>Purpose.</b> Several clients add one to a number that they share. Each increment counts exactly once, and
 * returns the count afterwards, which no other increment returns.
 *
 * <p><b>The naive variant</b> is the tutorial's. The count is the data of a znode. A client reads it with its version,
 * and sets the next count if the version has not changed; otherwise it reads again:
 *
 * <pre>
 *   client 0                    ZooKeeper                     client 1
 *      | getData ----------------&gt;|                             |
 *      |&lt;---- 6 (version 5) ------|&lt;------------------ getData -|
 *      |                          |-- 6 (version 5) -----------&gt;|
 *      | setData 7 if v5 --------&gt;|                             |
 *      |&lt;---- OK (version 6) -----|&lt;----------- setData 7 if v5 |
 *      | (returns 7)              |-- BadVersion --------------&gt;|
 *      |                          |&lt;------------------ getData -|
 *      |                          |-- 7 (version 6) -----------&gt;|
 *      |                          |&lt;----------- setData 8 if v6 |
 *      |                          |-- OK, reply lost ---------X |
 *      |                          |        (outcome unknown)    |
 * </pre>
 *
 * <p><b>Curator's variants.</b> {@code DistributedAtomicLong} and {@code DistributedAtomicInteger} do the same, up to
 * 20 times; the promoted variant takes an {@code InterProcessMutex} after two refusals. {@code succeeded()} says
 * whether the increment was counted. The variant {@code compare-and-set} increments by {@code compareAndSet}. {@code
 * SharedCount} keeps a copy of the count, and reads it again when its watch fires; {@code trySetCount} sets the next
 * count if the copy is current.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>The reply to a write is lost: the increment may have been counted. A client that increments again may count
 *       twice; a client that reports a failure may be wrong. The version does not help, because the client's own first
 *       write can lead to BadVersion, too.
 *   <li>Without the version, two clients write the same count.
 *   <li>A read returns the state of the connected member, or the client's copy, and may be stale.
 * </ul>
 *
 * <p><b>Check.</b> {@code counter}: each increment counts once, and all answers are true. {@code recovery}, {@code
 * guarantees} and {@code audit}, as in every scenario.
 *
 * <p><b>Caveats.</b> A read may return an older count (ZooKeeper Programmer's Guide, Consistency Guarantees: no
 * simultaneously consistent cross-client views).
 *
 * <p><b>Settings.</b> See {@link dev.stampede.workloads.scenario.counter.CounterDriver}.
 */
@NullMarked
package dev.stampede.workloads.scenario.counter;

import org.jspecify.annotations.NullMarked;
