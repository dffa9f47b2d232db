/**
 * The naming service.
 *
 * <p><b>Purpose.</b> A name stands for the address of a service. A client that knows the name can look up the address,
 * and no name or id belongs to two clients.
 *
 * <p><b>The naive variant</b> is the tutorial's. A name is a persistent znode whose data is the URI. The client that
 * creates the znode owns the name until it deletes the znode. The owner changes the URI by {@code setData} with the
 * last known version, or by a delete and a create in one transaction ({@code multi}), so that the name always exists.
 * Ids are the suffixes of sequential znodes:
 *
 * <pre>
 *   client 0                    ZooKeeper                     client 1
 *      | create service-0, u1 -----&gt;|                             |
 *      |&lt;---- OK (czxid 5, v0) ------|&lt;----- create service-0, u2 -|
 *      |  (owns the name)           |-- NodeExists ---------------&gt;|
 *      |                            |&lt;-------- getData service-0 --|
 *      |                            |-- u1 (mzxid 5) ------------&gt;|
 *      | setData u3 if v0 ----------&gt;|                             |
 *      |&lt;---- OK (mzxid 9, v1) ------|&lt;------------- sync, getData -|
 *      | delete if v1 --------------&gt;|-- u3 (mzxid 9) ------------&gt;|
 *      |&lt;---- OK -------------------|&lt;------------- create id-, seq -|
 *      |                            |-- id-0000000007 -----------&gt;|
 * </pre>
 *
 * <p><b>Curator's variants.</b> {@code ServiceDiscovery} registers names. Each client has names of its own, so that a
 * retry of the framework cannot overwrite the name of another client. {@code DistributedAtomicLong} generates ids. If
 * the answer to its compare-and-set is lost, the retry is refused, and the recipe tries the next number: an id may be
 * skipped, but none is returned twice.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>An answer is lost: the registration or the removal may have happened. The version does not help, because a
 *       znode that another client created meanwhile has version 0 again (the ABA problem). The client must read the
 *       name, and the URI shows the owner.
 *   <li>A plain read may be stale. A read after {@code sync} may be stale, too, while a deposed leader does not know
 *       that it was deposed. Therefore the client writes in the same session before it reads.
 *   <li>A request of an earlier session may still be in transit. Therefore each session starts with the create of an
 *       ephemeral marker, which fails until the previous session has ended.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code naming}: the states of each name, in the order of their zxids, explain every answer. No create succeeds
 *       on an existing name, no write overwrites an unknown state, no name disappears without a removal, and a name has
 *       one owner.
 *   <li>{@code unique-ids}: ids are unique, and increase in real time.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> A plain look-up may return an older state (ZooKeeper Programmer's Guide, Consistency Guarantees:
 * no simultaneously consistent cross-client views). A look-up after {@code sync} may, too, while there may be two
 * leaders (ZooKeeper Internals: sync is not a quorum operation).
 *
 * <p><b>Settings.</b> {@code names} is the number of names (fewer names mean more contention), {@code mix} the
 * operations with their weights, {@code think.millis} the random pause between them, {@code key} the parent of the
 * names and {@code ids} the parent of the ids.
 */
@NullMarked
package dev.stampede.workloads.scenario.naming;

import org.jspecify.annotations.NullMarked;
