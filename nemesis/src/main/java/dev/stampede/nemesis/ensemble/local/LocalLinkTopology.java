package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.LinkTopology;
import dev.stampede.nemesis.link.ProxyRoute;
import dev.stampede.nemesis.link.ProxyServer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The proxies of a local ensemble. */
final class LocalLinkTopology implements LinkTopology {
    private final EnsembleMembership membership;
    private final AddressBlock block;
    private final ProxyServer server;
    private final Supplier<List<LocalMember>> members;

    LocalLinkTopology(
            EnsembleMembership membership,
            AddressBlock block,
            ProxyServer server,
            Supplier<List<LocalMember>> members) {
        this.membership = membership;
        this.block = block;
        this.server = server;
        this.members = members;
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
                route("quorum " + from + "->" + to, block.between(from, to), to, block.quorumPort()),
                route("election " + from + "->" + to, block.between(from, to), to, block.electionPort()));
    }

    @Override
    public ProxyRoute fromClient(int client, int member) {
        if (!members().contains(member)) {
            throw new LinkException("there is no member " + member + " among " + members());
        }
        return route("client " + client + "->" + member, block.fromClient(client, member), member, block.clientPort());
    }

    private ProxyRoute route(String name, String listen, int to, int port) {
        return new ProxyRoute(
                name.replace(' ', '-').replace("->", "-"),
                server,
                listen + ":" + port,
                block.memberAddress(to) + ":" + port);
    }

    @Override
    public String direct(int member) {
        return block.memberAddress(member) + ":" + block.clientPort();
    }

    @Override
    public Optional<String> whyMembersCannotBeCut() {
        if (membership.standalone()) {
            return Optional.of("a standalone member has no peers");
        }
        return members.get().stream()
                .filter(member -> !member.serverVersion().announcesNames())
                .findFirst()
                .map(member -> member
                        + " announces its election address as an IP address, so its peers bypass the proxies; partitions"
                        + " between members need ZooKeeper 3.8 or later on every member");
    }
}
