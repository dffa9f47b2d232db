package dev.stampede.nemesis.ensemble.containers;

import java.util.ArrayList;
import java.util.List;

/**
 * The ports of an ensemble, which are the same in every member's network. In its network, a member binds its quorum
 * port and its election port on every address, and the member's Toxiproxy server listens on the ports of the peers on
 * 127.0.0.1. Therefore an address that a member announces, such as {@code 127.0.0.1:3882}, means the same member in
 * every network, and every connection of a peer to this address passes a proxy. No name is resolved.
 */
final class ContainerPorts {
    static final int API = 8474;
    static final int CLIENT = 2181;

    private static final int QUORUM = 2880;
    private static final int ELECTION = 3880;
    private static final int ELECTION_PROBE = 22_000;
    private static final int CLIENT_LINK = 21_000;

    private ContainerPorts() {}

    static int quorum(int member) {
        return QUORUM + member;
    }

    static int election(int member) {
        return ELECTION + member;
    }

    /** The port at which the harness reaches a peer's proxy to the election port of {@code member}. */
    static int electionProbe(int member) {
        return ELECTION_PROBE + member;
    }

    static int clientLink(int client) {
        return CLIENT_LINK + client;
    }

    /** The ports of a member's network that the engine publishes. */
    static List<Integer> published(int member, List<Integer> members, int clients) {
        List<Integer> ports = new ArrayList<>(List.of(API, CLIENT));
        members.stream()
                .filter(peer -> peer != member)
                .map(ContainerPorts::electionProbe)
                .forEach(ports::add);
        for (int client = 0; client < clients; client++) {
            ports.add(clientLink(client));
        }
        return ports;
    }
}
