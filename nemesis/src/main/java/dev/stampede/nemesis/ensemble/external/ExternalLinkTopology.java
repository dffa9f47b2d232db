package dev.stampede.nemesis.ensemble.external;

import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.LinkTopology;
import dev.stampede.nemesis.link.ProxyRoute;
import dev.stampede.nemesis.link.ProxyServer;
import dev.stampede.nemesis.link.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The proxies of an external ensemble: one listener on 127.0.0.1 for each client and member, on a free port below the
 * ephemeral range.
 */
final class ExternalLinkTopology implements LinkTopology {
    private static final int FIRST_PORT = 24_000;
    private static final int PORTS = 8_000;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final List<String> addresses;
    private final ProxyServer server;
    private final Transport transport;
    private final Map<String, ProxyRoute> routes = new HashMap<>();
    private int next;

    ExternalLinkTopology(List<String> addresses, ProxyServer server, Transport transport) {
        this.addresses = addresses;
        this.server = server;
        this.transport = transport;
        // Each process starts at another port, so that processes that run together rarely try the same ones.
        this.next = (int) (ProcessHandle.current().pid() * 37 % PORTS);
    }

    @Override
    public List<Integer> members() {
        return IntStream.rangeClosed(1, addresses.size()).boxed().toList();
    }

    @Override
    public List<ProxyRoute> betweenMembers(int from, int to) {
        return List.of();
    }

    @Override
    public synchronized ProxyRoute fromClient(int client, int member) {
        String name = "client-" + client + "-" + member;
        return routes.computeIfAbsent(
                name, any -> new ProxyRoute(name, server, "127.0.0.1:" + freePort(), direct(member)));
    }

    private int freePort() {
        IOException last = null;
        for (int tried = 0; tried < PORTS; tried++) {
            int port = FIRST_PORT + next;
            next = (next + 1) % PORTS;
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new LinkException(
                "no port of 127.0.0.1 from " + FIRST_PORT + " to " + (FIRST_PORT + PORTS - 1)
                        + " is free for a client's proxy; end what listens there",
                last == null ? new IOException("none tried") : last);
    }

    @Override
    public String direct(int member) {
        return addresses.get(member - 1);
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public Optional<String> whyMembersCannotBeCut() {
        return Optional.of("the ensemble is external, so the traffic between its members does not pass the proxies");
    }
}
