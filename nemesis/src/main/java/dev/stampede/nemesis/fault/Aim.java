package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.link.Direction;
import java.util.List;

/**
 * Whom a fault befalls, resolved.
 *
 * @param links the directed links that it cuts
 */
public record Aim(List<Integer> members, List<Integer> clients, List<Direction> links) {
    public Aim {
        members = List.copyOf(members);
        clients = List.copyOf(clients);
        links = List.copyOf(links);
    }

    /** These members, and no links. */
    public static Aim members(List<Integer> members) {
        return new Aim(members, List.of(), List.of());
    }

    /** These clients, and no links. */
    public static Aim clients(List<Integer> clients) {
        return new Aim(List.of(), clients, List.of());
    }
}
