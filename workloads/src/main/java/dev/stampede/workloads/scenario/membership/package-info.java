/**
 * Cluster management: group membership.
 *
 * <p><b>Purpose.</b> The processes of a cluster know which of them are alive, and some data of each, such as its
 * address or its load.
 *
 * <p><b>The naive variant</b> is the tutorial's. A group is a znode, and a member is an ephemeral znode below it, with
 * the member's data. A client that watches the group lists the children and reads each of them, and sets a watch with
 * every read. Every event only says that something changed, and the client reads everything again:
 *
 * <pre>
 *   client 0                 ZooKeeper                  client 1
 *      |                         |&lt;-- getChildren g0, watch ---|
 *      | create g0/c0, a -------&gt;|-- childrenChanged ---------&gt;|
 *      |                         |&lt;-- getChildren, getData ----|  (members: c0 = a)
 *      | setData g0/c0, b ------&gt;|-- dataChanged -------------&gt;|
 *      |                         |&lt;-- getChildren, getData ----|  (members: c0 = b)
 *      X  session ends           |-- childrenChanged ---------&gt;|
 *                                |&lt;-- getChildren -------------|  (no members)
 * </pre>
 *
 * <p>If the session of a live member ends, the member creates its znode again in its new session. The znode of the old
 * session may still exist then. It disappears when the servers notice that the old session has ended, so its existence
 * does not make the client a member.
 *
 * <p><b>Curator's recipes</b>: {@code GroupMember} (a {@code PersistentNode} for the member, and a {@code CuratorCache}
 * for the view), {@code PathChildrenCache}, {@code TreeCache} and {@code CuratorCache} for the views; the members are
 * then hand-written.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>The znode of a member is not ephemeral, or is not deleted when the member leaves: a ghost.
 *   <li>A member does not create its znode again after its session has ended, or trusts the znode of its old session.
 *   <li>The watch is set after the read instead of with it, or is not set again after it has fired or after the session
 *       has ended.
 *   <li>A cache that uses a persistent watch does not read again after a reconnect.
 *   <li>After a member has left and joined again, clients still show the data of its first join.
 *   <li>After a connection loss, two changes of the data of a member are sent again in the wrong order.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code membership}: within bounds that are derived and printed, each view follows each change: no ghost, no
 *       missing member, no outdated data; the znode of a connected member exists and holds its data.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats.</b> A disconnected client uses its last view: the view of a client is up to date only "within a
 * certain time bound", or the client "will detect a service outage" (ZooKeeper Programmer's Guide, Consistency
 * Guarantees, Timeliness). So the bounds start again after each disconnect. {@code GroupMember} lists itself although
 * it has no znode ("this instance is always a member", {@code GroupMember.getCurrentMembers}); what the view of a
 * client shows about the client itself is not judged.
 *
 * <p><b>Settings.</b> {@link dev.stampede.workloads.scenario.membership.MembershipDriver} explains them. Memberships
 * last from {@code stay.least.millis} to {@code stay.most.millis}, so that there are as many short as long ones. {@code
 * away.millis} and {@code update.millis} determine the churn.
 */
@NullMarked
package dev.stampede.workloads.scenario.membership;

import org.jspecify.annotations.NullMarked;
