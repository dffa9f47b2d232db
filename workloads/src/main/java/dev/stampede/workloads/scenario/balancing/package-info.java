/**
 * Load balancing.
 *
 * <p><b>Purpose.</b> Backends start, stop and change their addresses, and balancers send each request to a live
 * backend.
 *
 * <p><b>The naive variant</b> is the tutorial's. A backend writes its {@code ip:port} into an ephemeral znode below
 * {@code /load-balancing}, which disappears with its session. A balancer lists the children, reads each of them, and
 * picks one: in turn, at random, or the one with the fewest active requests. The backends are real servers on the
 * loopback address that answer with their name, so that the history shows requests to dead backends:
 *
 * <pre>
 *   backend 0                 ZooKeeper                  balancer 3            backend 0's server
 *      | create backend-0, a ---&gt;|                            |                        |
 *      |                         |&lt;-- getChildren, watch -----|                        |
 *      |                         |&lt;-- getData backend-0, w ---|                        |
 *      |                         |-- a ---------------------&gt;|-- GET a ----------------&gt;|
 *      | setData backend-0, b --&gt;|-- dataChanged -----------&gt;|&lt;------- "backend-0" ----|
 *      |                         |&lt;-- getChildren, getData ---|                        |
 *      X  session ends           |-- childrenChanged -------&gt;|                        X
 *                                |&lt;-- getChildren, getData ---|  (no longer in its list)
 * </pre>
 *
 * <p><b>Curator's recipes</b>: {@code ServiceDiscovery} (queried before each request, through a {@code ServiceCache},
 * or through a {@code ServiceProvider}), {@code GroupMember}, and {@code PersistentNode} for the backends.
 *
 * <p><b>Failure modes.</b>
 *
 * <ul>
 *   <li>A dead backend stays in a list until its session has ended, the balancer has received the event, and it has
 *       read the children again.
 *   <li>A session ends while its backend lives. The backend must register again, after the old znode has disappeared.
 *   <li>A balancer whose session has ended has no watches.
 *   <li>An address must be replaced as a whole; a balancer must not combine the parts of two addresses.
 * </ul>
 *
 * <p><b>Checks.</b>
 *
 * <ul>
 *   <li>{@code balancing}: within bounds that are derived and printed, a dead backend leaves every list, a live backend
 *       is in every list, no request is sent to a backend that had to leave the list, a backend registers again after
 *       an expiry, no registration disappears before its session ends, and no list contains an address that was never
 *       written.
 *   <li>{@code fair-share}: the requests are distributed as the algorithm promises.
 *   <li>{@code recovery}, {@code guarantees} and {@code audit}, as in every scenario.
 * </ul>
 *
 * <p><b>Caveats</b>, with their number: requests that a backend did not answer before it had to leave the list. A
 * disconnected balancer uses its last list: the view of a client is up to date only "within a certain time bound", or
 * the client "will detect a service outage" (ZooKeeper Programmer's Guide, Consistency Guarantees, Timeliness).
 *
 * <p><b>Settings.</b> The first {@code backends} clients are backends, the others are balancers. {@code life.millis} is
 * how long a backend serves, {@code down.millis} how long it is down, {@code update.millis} how long it keeps an
 * address, {@code think.millis} the time between two requests, {@code service.millis} the time to answer, and
 * {@code algorithm} the way in which balancers pick.
 */
@NullMarked
package dev.stampede.workloads.scenario.balancing;

import org.jspecify.annotations.NullMarked;
