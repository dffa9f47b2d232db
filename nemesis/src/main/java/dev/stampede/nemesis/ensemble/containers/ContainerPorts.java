package dev.stampede.nemesis.ensemble.containers;

import java.util.ArrayList;
import java.util.List;

/**
 * The ports of an ensemble, which are the same in every member's network: a member binds its own two on every address of
 * its network, and the Toxiproxy server beside it listens on those of its peers on 127.0.0.1. So every address that a
 * member announces, {@code 127.0.0.1:3882}, means the same member wherever it is dialled, and always by way of a proxy;
 * no name is ever resolved.
 */
final class ContainerPorts {
    static final int API = 8474;
    static final int CLIENT = 2181;

    private static final int QUORUM = 2880;
    private static final int ELECTION = 3880;
    private static final int KNOCK = 22_000;
    private static final int CLIENT_LINK = 21_000;

    private ContainerPorts() {}

    static int quorum(int member) {
        return QUORUM + member;
    }

    static int election(int member) {
        return ELECTION + member;
    }

    /** Where we knock on the election port of {@code member} by way of a peer's proxy. */
    static int knock(int member) {
        return KNOCK + member;
    }

    static int clientLink(int client) {
        return CLIENT_LINK + client;
    }

    /** What is published of the network of a member. */
    static List<Integer> published(int member, List<Integer> members, int clients) {
        List<Integer> ports = new ArrayList<>(List.of(API, CLIENT));
        members.stream()
                .filter(peer -> peer != member)
                .map(ContainerPorts::knock)
                .forEach(ports::add);
        for (int client = 0; client < clients; client++) {
            ports.add(clientLink(client));
        }
        return ports;
    }
}
