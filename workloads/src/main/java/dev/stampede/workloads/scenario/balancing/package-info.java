/**
 * Load balancing.
 *
 * <p><b>Purpose.</b> Backends come, move and go, and balancers send each request to one that lives.
 *
 * <p><b>The naive variant</b> is the tutorial's. A backend writes its {@code ip:port} into an ephemeral znode below {@code
 * /load-balancing}, which goes with its session; a balancer lists the children, reads each, and picks one: in turn, at
 * random, or the one with the fewest requests under way. The backends are real servers on loopback that answer with
 * their name, so that a request to a dead one is observed:
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
 *                                |&lt;-- getChildren, getData ---|  (lists it no longer)
 * </pre>
 *
 * <p><b>Failure modes.</b> A backend dies and is listed until its session has ended, its balancer has heard of it and
 * has read again. A session ends while the backend lives: it registers again, once the old znode is gone. A balancer whose
 * session ended has no watches any more. An address is replaced as a whole, or a balancer uses half of each.
 *
 * <p><b>Checks.</b> {@code balancing}: within bounds that are derived and printed, a dead backend leaves every
 * list, a live one is in each, nothing is sent to what had to be out, a registration comes back after an expiry and does not
 * vanish before, and no list holds what was never written. {@code fair-share}: the requests are shared out as the
 * algorithm promises. And recovery, the ensemble's guarantees and the audit.
 *
 * <p><b>What is only a caveat</b>, and told as a number: requests that a backend did not answer before it had to be out of
 * the list. A balancer that is disconnected goes on with the list that it has: a client's view is up to date only "within a
 * certain time bound", or it "will detect a service outage" (Programmer's Guide, Consistency Guarantees, Timeliness).
 *
 * <p><b>Settings.</b> Clients below the number {@code backends} are backends, the others balancers. {@code life.millis},
 * {@code down.millis} and {@code update.millis} say how often backends go, come and move, {@code think.millis} how often
 * balancers ask, {@code service.millis} how long an answer takes, {@code algorithm} how they pick.
 */
@NullMarked
package dev.stampede.workloads.scenario.balancing;

import org.jspecify.annotations.NullMarked;
