package dev.stampede.nemesis.link;

import java.util.List;
import java.util.Optional;

/**
 * Which proxies an ensemble has, and where. Answers are the same each time, except {@link #whyMembersCannotBeCut()}.
 *
 * <p>Called from any thread.
 */
public interface LinkTopology {

    /** The members' numbers, ascending. */
    List<Integer> members();

    /** What {@code from} dials to reach {@code to}: its quorum port and then its election port; none if it dials nobody. */
    List<ProxyRoute> betweenMembers(int from, int to);

    /**
     * What we dial ourselves, so that our bytes pass the election proxy from {@code from} to {@code to}: that proxy
     * itself, or one that leads to it where it cannot be reached from here.
     *
     * @throws LinkException if there are no such links
     */
    default ProxyRoute knock(int from, int to) {
        List<ProxyRoute> routes = betweenMembers(from, to);
        if (routes.isEmpty()) {
            throw new LinkException("member " + from + " dials no member " + to + " through a proxy");
        }
        return routes.get(routes.size() - 1);
    }

    /**
     * What a client dials to reach a member.
     *
     * @throws LinkException if there is no room for a client of that number
     */
    ProxyRoute fromClient(int client, int member);

    /** Where a member serves clients without any proxy. */
    String direct(int member);

    /** Why the links between members cannot be cut now; empty if they can. */
    Optional<String> whyMembersCannotBeCut();
}
