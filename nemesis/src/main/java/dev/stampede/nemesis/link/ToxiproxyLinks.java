package dev.stampede.nemesis.link;

import dev.stampede.nemesis.tap.ClientTap;
import dev.stampede.nemesis.tap.TapListener;
import dev.stampede.nemesis.tap.TappedLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The links of an ensemble through Toxiproxy servers. Uses only their HTTP API.
 *
 * <p>A directed link i→j consists of two streams for each port: the upstream of the proxy through which i connects to
 * j, and the downstream of the proxy through which j connects to i. A cut adds a {@code timeout} toxic of 0 to all
 * these streams. This toxic drops data silently until it is removed; then it closes the connections that lost data.
 *
 * <p>Thread-safe: one change at a time; probes run concurrently.
 */
public final class ToxiproxyLinks implements Links {
    private final LinkTopology topology;
    private final Map<ProxyServer, Prober> probers = new ConcurrentHashMap<>();

    private final ManagedProxies proxies = new ManagedProxies();
    private final Map<LinkDirection, Integer> cuts = new HashMap<>();
    private final Map<Integer, Set<ProxyRoute>> clients = new TreeMap<>();
    /** The address at which a client connects to a member. */
    private final Map<TappedLink, String> addresses = new HashMap<>();

    private final Set<Integer> disabled = new HashSet<>();
    private final @Nullable ClientLinkTap tap;

    /** Links without a tap. */
    public ToxiproxyLinks(LinkTopology topology) {
        this(topology, null);
    }

    /** @param tap taps the client links; null if they are not tapped */
    public ToxiproxyLinks(LinkTopology topology, @Nullable ClientLinkTap tap) {
        this.topology = topology;
        this.tap = tap;
    }

    /** Creates the proxies between the members. */
    public synchronized void openMembers() {
        Set<ProxyRoute> routes = new LinkedHashSet<>();
        for (int from : topology.members()) {
            for (int to : topology.members()) {
                List<ProxyRoute> between = topology.betweenMembers(from, to);
                routes.addAll(between);
                if (!between.isEmpty()) {
                    routes.add(topology.electionProbe(from, to));
                }
            }
        }
        proxies.create(routes);
    }

    /** Disables every proxy to this member, so that connections of peers and clients are refused. */
    public synchronized void disableProxiesTo(int member) {
        if (disabled.add(member)) {
            routesTo(member).forEach(proxies::disable);
        }
    }

    /** Enables every proxy to this member again. */
    public synchronized void enableProxiesTo(int member) {
        if (disabled.contains(member)) {
            routesTo(member).forEach(proxies::enable);
            disabled.remove(member);
        }
    }

    @Override
    public synchronized String open(EndPoint.Client client) {
        if (!clients.containsKey(client.number())) {
            Set<ProxyRoute> routes = new LinkedHashSet<>();
            topology.members().forEach(member -> routes.add(topology.fromClient(client.number(), member)));
            proxies.create(routes);
            clients.put(client.number(), routes);
            disabled.forEach(member -> proxies.disable(topology.fromClient(client.number(), member)));
            topology.members().forEach(member -> openLink(member, client.number()));
        }
        return topology.members().stream()
                .map(member -> addresses.get(new TappedLink(client.number(), member)))
                .collect(Collectors.joining(","));
    }

    private void openLink(int member, int client) {
        TappedLink link = new TappedLink(client, member);
        ProxyRoute route = topology.fromClient(client, member);
        addresses.put(link, tap == null ? route.dial() : tap.open(link, route));
    }

    @Override
    public synchronized void close(EndPoint.Client client) {
        Set<ProxyRoute> routes = clients.remove(client.number());
        if (routes != null) {
            cuts.keySet().removeIf(cut -> cut.from().equals(client) || cut.to().equals(client));
            for (int member : topology.members()) {
                TappedLink link = new TappedLink(client.number(), member);
                addresses.remove(link);
                if (tap != null) {
                    tap.close(link);
                }
            }
            routes.forEach(proxies::delete);
        }
    }

    @Override
    public Optional<String> whyNotTapped(Channel channel) {
        return tap == null ? Optional.of("no embedded proxy forwards the links of the clients") : Optional.empty();
    }

    @Override
    public TapHandle tap(Channel channel, TapListener listener) {
        if (tap == null) {
            throw new LinkException(whyNotTapped(channel).orElseThrow());
        }
        ClientTap tapped = tap.tap();
        tapped.add(listener);
        return new TapHandle() {
            @Override
            public List<String> failures() {
                return tapped.failures();
            }

            @Override
            public void close() {
                tapped.remove(listener);
            }
        };
    }

    @Override
    public synchronized Optional<Integer> memberAt(String address) {
        for (int member : topology.members()) {
            if (topology.direct(member).equals(address)) {
                return Optional.of(member);
            }
        }
        return addresses.entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(entry -> entry.getKey().member())
                .findFirst();
    }

    @Override
    public synchronized void cut(Collection<LinkDirection> directions) {
        Set<LinkDirection> wanted = new LinkedHashSet<>(directions);
        // Resolves all directions before the first cut, so that nothing is cut if one of them is invalid.
        wanted.forEach(this::streams);
        List<ProxyStream> added = new ArrayList<>();
        try {
            for (LinkDirection direction : wanted) {
                if (!cuts.containsKey(direction)) {
                    for (ProxyStream stream : streams(direction)) {
                        added.add(stream);
                        proxies.drop(stream);
                    }
                }
            }
        } catch (LinkException e) {
            undo(added, e);
            throw e;
        }
        wanted.forEach(direction -> cuts.merge(direction, 1, Integer::sum));
    }

    /**
     * Ends a cut. Ignores directions that are not cut, because the links of their client may have been closed
     * meanwhile.
     */
    @Override
    public synchronized void restore(Collection<LinkDirection> directions) {
        List<LinkException> failures = new ArrayList<>();
        for (LinkDirection direction : new LinkedHashSet<>(directions)) {
            Integer count = cuts.get(direction);
            if (count != null && count > 1) {
                cuts.put(direction, count - 1);
            } else if (count != null) {
                restore(direction, failures);
            }
        }
        if (!failures.isEmpty()) {
            LinkException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private void restore(LinkDirection direction, List<LinkException> failures) {
        int before = failures.size();
        for (ProxyStream stream : streams(direction)) {
            try {
                proxies.pass(stream);
            } catch (LinkException e) {
                failures.add(e);
            }
        }
        if (failures.size() == before) {
            cuts.remove(direction);
        }
    }

    @Override
    public Probe probe(LinkDirection direction, Duration atMost) {
        List<ProxyStream> streams = streams(direction);
        Prober prober = probers.computeIfAbsent(streams.get(0).route().server(), this::prober);
        if (direction.from() instanceof EndPoint.Member from && direction.to() instanceof EndPoint.Member to) {
            return prober.probeMemberLink(
                    direction, streams, topology.electionProbe(from.number(), to.number()), atMost);
        }
        return prober.probeClientLink(direction, streams.get(0), atMost);
    }

    private Prober prober(ProxyServer server) {
        return switch (server.counters()) {
            case LIVE -> new CountingProber(new ProxyMetrics(server.host(), server.port()), topology.transport());
            case AT_END -> new ReactionProber();
        };
    }

    /** The byte streams that carry this direction. */
    private synchronized List<ProxyStream> streams(LinkDirection direction) {
        List<ProxyStream> streams = new ArrayList<>();
        EndPoint from = direction.from();
        EndPoint to = direction.to();
        if (from instanceof EndPoint.Member a && to instanceof EndPoint.Member b) {
            topology.whyMembersCannotBeCut().ifPresent(why -> {
                throw new LinkException("the link " + direction + " cannot be cut or probed: " + why);
            });
            topology.betweenMembers(a.number(), b.number()).forEach(route -> streams.add(ProxyStream.up(route)));
            topology.betweenMembers(b.number(), a.number()).forEach(route -> streams.add(ProxyStream.down(route)));
        } else if (from instanceof EndPoint.Client client && to instanceof EndPoint.Member member) {
            clientRoute(client, member).map(ProxyStream::up).ifPresent(streams::add);
        } else if (from instanceof EndPoint.Member member && to instanceof EndPoint.Client client) {
            clientRoute(client, member).map(ProxyStream::down).ifPresent(streams::add);
        }
        if (streams.isEmpty()) {
            throw new LinkException("there is no link %s; there are links between the members %s and of the clients %s"
                    .formatted(direction, topology.members(), clients.keySet()));
        }
        return streams;
    }

    private Optional<ProxyRoute> clientRoute(EndPoint.Client client, EndPoint.Member member) {
        return clients.containsKey(client.number()) && topology.members().contains(member.number())
                ? Optional.of(topology.fromClient(client.number(), member.number()))
                : Optional.empty();
    }

    private List<ProxyRoute> routesTo(int member) {
        List<ProxyRoute> routes = new ArrayList<>();
        topology.members().forEach(from -> routes.addAll(topology.betweenMembers(from, member)));
        clients.keySet().forEach(client -> routes.add(topology.fromClient(client, member)));
        return routes;
    }

    private void undo(List<ProxyStream> added, LinkException cause) {
        for (ProxyStream stream : added) {
            try {
                proxies.pass(stream);
            } catch (LinkException e) {
                // The toxic that could not be added cannot be removed either.
                cause.addSuppressed(e);
            }
        }
    }
}
