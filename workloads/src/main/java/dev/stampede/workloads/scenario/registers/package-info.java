/**
 * Registers and transactions: the requests on which all other scenarios are built.
 *
 * <p><b>Purpose.</b> Every recipe consists of a few kinds of requests: create, set and delete with a version, get,
 * exists, getChildren, {@code sync}, and several of them in one transaction. If these break their guarantees, no recipe
 * can be correct.
 *
 * <p><b>The znodes.</b> The registers {@code k0}, {@code k1}, … are created, set, deleted and read individually. A
 * group consists of a guard and members. A transaction checks the version of the guard and sets all members to the same
 * text; nothing else sets a member. Sequential znodes are created below one parent. A transaction
 * that is applied, and one whose guard has changed:
 *
 * <pre>
 *   client 0                       ZooKeeper                    client 1
 *      | get guard -----------------&gt;|                             |
 *      |&lt;--------------------- v7 ----|                             |
 *      | multi(check guard v7, ----&gt;|                             |
 *      |   set a t1, set b t1)       |  (a and b become t1 at z9)  |
 *      |&lt;--------------------- OK ----|&lt;------------- snapshot a, b-|
 *      |                             |-- t1 at z9, t1 at z9 ------&gt;|
 *      |                             |&lt;-- set guard (raise) -------|
 *      | multi(check guard v7, …) --&gt;|-- OK, v8 ------------------&gt;|
 *      |&lt;------------- BadVersion ----|  (no part of it is applied) |
 * </pre>
 *
 * <p><b>Curator's variants</b> build their transactions from {@code CuratorOp}s, and the framework retries lost
 * requests. Sequential creates are protected. {@code curator-op} sets registers only with a version and deletes
 * nothing, and must be linearizable. {@code curator-framework} also sets without a version and
 * deletes. It must satisfy {@code retried-writes}: each write takes effect at one instant or, if its request was
 * retried, at two. Each write that took effect twice is a caveat.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>Two consecutive sets are taken for a transaction.
 *   <li>The check of the guard, or the version of a set, is missing.
 *   <li>A client treats a lost answer as a failure and repeats the request: a sequential create then creates two
 *       znodes.
 *   <li>Reads are distributed over several sessions: each session moves forward, but together they do not.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code linearizability} (model {@code versioned-znode}): the writes of each register. A lost answer makes an
 *       operation indeterminate, and so does an error after a retry.
 *   <li>{@code session-order}: within a session, over all znodes, no read returns an older state than a previous read.
 *   <li>{@code transactions}: a multi is applied as a whole, at one zxid, only if its check succeeded, and no read
 *       returns a part of it.
 *   <li>{@code sequences}: suffixes are unique and increase with the czxid, and one create creates one znode.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> A read after {@code sync} may be stale while a deposed leader believes that it leads: {@code sync}
 * is not a quorum operation (ZooKeeper Internals, Consistency Guarantees; ZOOKEEPER-1675). A plain read may be stale at
 * any time, which is not even a caveat. A write that Curator retries may be applied twice; a transaction is applied as
 * a whole each time (Curator, Error Handling: it “will attempt to retry the operation until it succeeds”).
 */
@NullMarked
package dev.stampede.workloads.scenario.registers;

import org.jspecify.annotations.NullMarked;
