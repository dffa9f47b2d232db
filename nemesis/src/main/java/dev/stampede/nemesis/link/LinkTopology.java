package dev.stampede.nemesis.link;

import java.util.List;
import java.util.Optional;

/**
 * The proxies of an ensemble and their addresses. The same call always returns the same result, except
 * {@link #whyMembersCannotBeCut()}.
 *
 * <p>Safe to use from several threads.
 */
public interface LinkTopology {

    /** The members' numbers, ascending. */
    List<Integer> members();

    /**
     * The proxies through which {@code from} connects to {@code to}: to its quorum port, then to its election port;
     * empty if there is no such link.
     */
    List<ProxyRoute> betweenMembers(int from, int to);

    /**
     * The proxy to which the harness sends a probe for the election port, so that the probe passes the proxy from
     * {@code from} to {@code to}: that proxy itself, or an additional proxy that forwards to it if the harness cannot
     * reach it.
     *
     * @throws LinkException if there is no such link
     */
    default ProxyRoute electionProbe(int from, int to) {
        List<ProxyRoute> routes = betweenMembers(from, to);
        if (routes.isEmpty()) {
            throw new LinkException("member " + from + " does not connect to member " + to + " through a proxy");
        }
        return routes.get(routes.size() - 1);
    }

    /**
     * The proxy through which a client connects to a member.
     *
     * @throws LinkException if there is no port for a client with this number
     */
    ProxyRoute fromClient(int client, int member);

    /** The address at which a member serves clients without a proxy. */
    String direct(int member);

    /** The transport on the members' client ports. */
    default Transport transport() {
        return Transport.PLAIN;
    }

    /** Why the links between members cannot be cut now; empty if they can be cut. */
    Optional<String> whyMembersCannotBeCut();
}
