/**
 * The naming service.
 *
 * <p><b>Purpose.</b> A name stands for the address at which a service is found; a client that knows the name can look up
 * the address, and no name or id is given to two clients.
 *
 * <p><b>The naive variant</b> is the tutorial's. A name is a persistent znode, its data the URI. The client that creates the znode owns
 * the name until it deletes it; an owner changes the URI by {@code setData} with the version that it saw, or by a delete
 * and a create, which are one transaction ({@code multi}) where the name is to be there throughout. Ids are the suffixes of
 * sequential znodes:
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
 * <p><b>Curator's variants</b>: {@code ServiceDiscovery} by name (each client has names of its own, so that what the framework
 * sends again goes over nobody else's), and ids by {@code DistributedAtomicLong} (a compare-and-set whose answer was lost is
 * refused when it is sent again, and tried with the next number: an id may be left out, none is given twice).
 *
 * <p><b>Failure modes.</b> An answer is lost: the registration or the removal may have happened. The version does not
 * tell, because a znode that somebody created meanwhile counts from 0 again (the ABA trap); so the name is looked at, and
 * its URI says whose it is. A plain read may be stale, and one after {@code sync} may be too while a deposed leader does
 * not know it yet; so that look is made behind a write of the same session. A request of an earlier session may still be on
 * its way; so each session begins with an ephemeral marker that it cannot create before the last one is over.
 *
 * <p><b>Checks.</b> {@code naming}: the states of each name, in the order of their zxids, explain every answer;
 * nothing is created over, nothing is overwritten unseen, nothing vanishes that nobody removed; a name has one owner. {@code
 * unique-ids}: unique, and increasing in real time. And recovery, the ensemble's guarantees and the audit.
 *
 * <p><b>Caveats.</b> A plain look-up that is late (Programmer's Guide, Consistency Guarantees: no
 * simultaneously consistent cross-client views). A look-up after {@code sync} that is late while there may be two leaders
 * (ZooKeeper Internals: sync is not a quorum operation).
 *
 * <p><b>Settings.</b> {@code names} is the contention dial, {@code mix} the operations by their weights, {@code
 * think.millis} the seeded pause between them, {@code key} and {@code ids} where the names and the ids live.
 */
@NullMarked
package dev.stampede.workloads.scenario.naming;

import org.jspecify.annotations.NullMarked;
