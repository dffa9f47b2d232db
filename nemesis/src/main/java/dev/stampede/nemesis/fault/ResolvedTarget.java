package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.link.LinkDirection;
import java.util.List;

/**
 * The members, clients and links that a fault acts on.
 *
 * @param members numbers of members
 * @param clients numbers of clients
 * @param links the directed links that it cuts
 */
public record ResolvedTarget(List<Integer> members, List<Integer> clients, List<LinkDirection> links) {
    public ResolvedTarget {
        members = List.copyOf(members);
        clients = List.copyOf(clients);
        links = List.copyOf(links);
    }

    /** These members, and no links. */
    public static ResolvedTarget members(List<Integer> members) {
        return new ResolvedTarget(members, List.of(), List.of());
    }

    /** These clients, and no links. */
    public static ResolvedTarget clients(List<Integer> clients) {
        return new ResolvedTarget(List.of(), clients, List.of());
    }

    /** The same members and clients with these links. */
    public ResolvedTarget cutting(List<LinkDirection> some) {
        return new ResolvedTarget(members, clients, some);
    }
}
