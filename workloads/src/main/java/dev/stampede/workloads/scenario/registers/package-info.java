/**
 * Registers and transactions: what lies beneath all other scenarios.
 *
 * <p><b>Purpose.</b> Every recipe is made of a few requests: create, set and delete with a version, get, exists,
 * children, {@code sync}, and several of them in one transaction. If these do not do what is promised, no recipe can.
 *
 * <p><b>How it is built on znodes.</b> Registers {@code k0}, {@code k1}, … are created, set, deleted and read one by one. A
 * group has a guard and members: a transaction checks the guard's version and sets every member to one and the same text,
 * and nothing else sets a member. Sequential znodes are created below one parent:
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
 *      |&lt;------------- BadVersion ----|  (nothing of it happens)    |
 * </pre>
 *
 * <p><b>Failure modes.</b> Two sets one after the other are taken for a transaction. The check is left out, or the
 * version. The answer to a request is lost, and a client that takes this for a failure sends it again: a sequential create
 * then makes two znodes. Reads are spread over several sessions: each goes forward, all of them together do not.
 *
 * <p><b>Checks.</b> {@code linearizability} (model {@code versioned-znode}): the writes of each register. {@code
 * session-order}: what a client presents as the reads of a session never goes back in zxid, over all znodes. {@code
 * transactions}: a multi happens as a whole, at one zxid, only if its check held, and nobody is shown a part. {@code
 * sequences}: suffixes are unique and increase with czxid, and a create makes one znode. An answer that was lost makes an
 * operation indeterminate; so does a refusal after a retry.
 *
 * <p><b>Caveats.</b> A read after {@code sync} may be stale while there is a deposed leader: {@code sync} is
 * no quorum operation (ZooKeeper Internals, Consistency Guarantees; ZOOKEEPER-1675). A plain read may be stale at any time,
 * and is not even a caveat. What Curator sends again may happen twice, a transaction each time as a whole (Curator, Error
 * Handling: it “will attempt to retry the operation until it succeeds”).
 *
 * <p><b>Curator's variants</b> build their transactions of {@code CuratorOp}s and let the framework send again what was lost;
 * sequential creates are protected. {@code curator-op} keeps to what can be sent twice without harm, sets with a version that
 * never comes back, and is held to {@code linearizability}; {@code curator-framework} also sets without a version and
 * deletes, and is held to {@code retried-writes}: each write takes effect at one instant, or, where its request was sent
 * again, at two, and each that did is a caveat.
 */
@NullMarked
package dev.stampede.workloads.scenario.registers;

import org.jspecify.annotations.NullMarked;
