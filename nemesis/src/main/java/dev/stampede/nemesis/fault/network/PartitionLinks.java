package dev.stampede.nemesis.fault.network;

import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkDirection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The directed links that each form of partition cuts. Pure functions: the same order of the members gives the same
 * links.
 */
public final class PartitionLinks {
    private PartitionLinks() {}

    /** Both directions between a member and each of the others. */
    public static List<LinkDirection> isolate(int member, Collection<Integer> all) {
        List<LinkDirection> links = new ArrayList<>();
        for (int other : all) {
            if (other != member) {
                both(member, other, links);
            }
        }
        return links;
    }

    /** Both directions between every member of one side and every member of the other. */
    public static List<LinkDirection> between(Collection<Integer> one, Collection<Integer> other) {
        List<LinkDirection> links = new ArrayList<>();
        for (int a : one) {
            for (int b : other) {
                both(a, b, links);
            }
        }
        return links;
    }

    /** Only the directions from the member to the others. */
    public static List<LinkDirection> unheard(int member, Collection<Integer> all) {
        return all.stream()
                .filter(other -> other != member)
                .map(other -> LinkDirection.between(member, other))
                .toList();
    }

    /** Only the directions from the others to the member. */
    public static List<LinkDirection> deaf(int member, Collection<Integer> all) {
        return unheard(member, all).stream().map(LinkDirection::reversed).toList();
    }

    /** Both directions between every two members. */
    public static List<LinkDirection> all(List<Integer> members) {
        List<LinkDirection> links = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            for (int j = i + 1; j < members.size(); j++) {
                both(members.get(i), members.get(j), links);
            }
        }
        return links;
    }

    /**
     * Majorities ring (a nemesis of Jepsen): the members form a ring in the given order, and each hears only the
     * smallest majority of which it is the middle. If that majority is odd, every cut is in both directions; if it is
     * even, the farthest neighbour is cut in one direction.
     */
    public static List<LinkDirection> ring(List<Integer> order) {
        int size = order.size();
        int majority = size / 2 + 1;
        int behind = majority / 2;
        List<LinkDirection> links = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            for (int step = majority - behind; step < size - behind; step++) {
                links.add(LinkDirection.between(order.get((i + step) % size), order.get(i)));
            }
        }
        return links;
    }

    /** Both directions between the two halves of all members except the bridge. */
    public static List<LinkDirection> bridge(int bridge, List<Integer> order) {
        List<Integer> rest = order.stream().filter(m -> m != bridge).toList();
        int half = rest.size() / 2;
        return between(rest.subList(0, half), rest.subList(half, rest.size()));
    }

    /** Both directions between a client and each of the members. */
    public static List<LinkDirection> client(int client, Collection<Integer> members) {
        List<LinkDirection> links = new ArrayList<>();
        for (int member : members) {
            LinkDirection towards = new LinkDirection(new EndPoint.Client(client), new EndPoint.Member(member));
            links.add(towards);
            links.add(towards.reversed());
        }
        return links;
    }

    /** Only the directions from the members to a client. */
    public static List<LinkDirection> answers(int client, Collection<Integer> members) {
        return members.stream()
                .map(member -> new LinkDirection(new EndPoint.Member(member), new EndPoint.Client(client)))
                .toList();
    }

    private static void both(int a, int b, List<LinkDirection> links) {
        links.add(LinkDirection.between(a, b));
        links.add(LinkDirection.between(b, a));
    }
}
