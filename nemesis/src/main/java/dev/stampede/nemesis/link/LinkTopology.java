package dev.stampede.nemesis.link;

import java.util.List;
import java.util.Optional;

/**
 * The proxies of an ensemble, and where they are. The same call always returns the same, except {@link
 * #whyMembersCannotBeCut()}.
 *
 * <p>Called from any thread.
 */
public interface LinkTopology {

    /** The members' numbers, ascending. */
    List<Integer> members();

    /**
     * What {@code from} dials to reach {@code to}: its quorum port, then its election port; empty if there is no such
     * link.
     */
    List<ProxyRoute> betweenMembers(int from, int to);

    /**
     * What the harness dials so that a probe passes the election proxy from {@code from} to {@code to}: that proxy, or
     * one that leads to it where the harness cannot reach it.
     *
     * @throws LinkException if there are no such links
     */
    default ProxyRoute electionProbe(int from, int to) {
        List<ProxyRoute> routes = betweenMembers(from, to);
        if (routes.isEmpty()) {
            throw new LinkException("member " + from + " dials no member " + to + " through a proxy");
        }
        return routes.get(routes.size() - 1);
    }

    /**
     * What a client dials to reach a member.
     *
     * @throws LinkException if there is no port for a client with this number
     */
    ProxyRoute fromClient(int client, int member);

    /** Where a member serves clients without any proxy. */
    String direct(int member);

    /** What lies between TCP and ZooKeeper's bytes on the members' client ports. */
    default Transport transport() {
        return Transport.PLAIN;
    }

    /** Why the links between members cannot be cut now; empty if they can. */
    Optional<String> whyMembersCannotBeCut();
}
