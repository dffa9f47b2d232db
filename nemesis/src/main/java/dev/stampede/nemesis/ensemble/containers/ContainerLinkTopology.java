package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.LinkTopology;
import dev.stampede.nemesis.link.ProxyRoute;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of an ensemble of containers. The proxies that member i connects to are in the Toxiproxy server of member
 * i; the proxies through which clients reach member j are in the Toxiproxy server of member j.
 */
final class ContainerLinkTopology implements LinkTopology {
    private final EnsembleMembership membership;
    private final Map<Integer, ProxyContainer> servers;
    private final int clients;

    ContainerLinkTopology(EnsembleMembership membership, Map<Integer, ProxyContainer> servers, int clients) {
        this.membership = membership;
        this.servers = servers;
        this.clients = clients;
    }

    private ProxyContainer server(int member) {
        ProxyContainer server = servers.get(member);
        if (server == null) {
            throw new LinkException("there is no member " + member + " among " + members());
        }
        return server;
    }

    @Override
    public List<Integer> members() {
        return membership.numbers();
    }

    @Override
    public List<ProxyRoute> betweenMembers(int from, int to) {
        if (from == to || !members().contains(from) || !members().contains(to)) {
            return List.of();
        }
        return List.of(
                between("quorum", from, to, ContainerPorts.quorum(to)),
                between("election", from, to, ContainerPorts.election(to)));
    }

    private ProxyRoute between(String kind, int from, int to, int port) {
        return new ProxyRoute(
                kind + "-" + from + "-" + to,
                server(from).server(),
                "127.0.0.1:" + port,
                server(to).address() + ":" + port);
    }

    @Override
    public ProxyRoute electionProbe(int from, int to) {
        if (betweenMembers(from, to).isEmpty()) {
            throw new LinkException("member " + from + " does not connect to member " + to + " through a proxy");
        }
        return new ProxyRoute(
                "election-probe-" + from + "-" + to,
                server(from).server(),
                "0.0.0.0:" + ContainerPorts.electionProbe(to),
                "127.0.0.1:" + ContainerPorts.election(to),
                server(from).published(ContainerPorts.electionProbe(to)));
    }

    @Override
    public ProxyRoute fromClient(int client, int member) {
        if (client < 0 || client >= clients) {
            throw new LinkException("client " + client + " has no port: this ensemble of containers has ports for"
                    + " clients 0 to " + (clients - 1) + "; give its builder a larger number of clients");
        }
        return new ProxyRoute(
                "client-" + client + "-" + member,
                server(member).server(),
                "0.0.0.0:" + ContainerPorts.clientLink(client),
                "127.0.0.1:" + ContainerPorts.CLIENT,
                server(member).published(ContainerPorts.clientLink(client)));
    }

    @Override
    public String direct(int member) {
        return server(member).published(ContainerPorts.CLIENT);
    }

    @Override
    public Optional<String> whyMembersCannotBeCut() {
        return membership.standalone() ? Optional.of("a standalone member has no peers") : Optional.empty();
    }
}
