package dev.stampede.nemesis.link;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
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
import java.util.stream.Collectors;

/**
 * The links of an ensemble through one Toxiproxy server, by its HTTP API only.
 *
 * <p>A directed link i→j is two streams of each port: upstream of the proxy that i dials j through, and downstream of the
 * one that j dials i through. A cut puts a {@code timeout} toxic of 0 on all of them, which drops data silently until it
 * is removed, and then closes the connections that lost some.
 *
 * <p>Thread-safe: one change at a time; probes run beside them.
 */
public final class ToxiproxyLinks implements Links {
    private final ToxiproxyClient toxiproxy;
    private final String api;
    private final LinkPlan plan;
    private final LinkProbe probe;

    private final Map<String, Proxy> proxies = new HashMap<>();
    private final Map<Direction, Integer> cuts = new HashMap<>();
    private final Map<Integer, Set<Route>> clients = new TreeMap<>();
    private final Set<Integer> shut = new HashSet<>();

    public ToxiproxyLinks(String host, int port, LinkPlan plan) {
        this.toxiproxy = new ToxiproxyClient(host, port);
        this.api = host + ":" + port;
        this.plan = plan;
        this.probe = new LinkProbe(new ProxyMetrics(host, port));
    }

    /** Makes the proxies between the members. */
    public synchronized void openMembers() {
        List<Route> routes = new ArrayList<>();
        for (int from : plan.members()) {
            plan.members().forEach(to -> routes.addAll(plan.betweenMembers(from, to)));
        }
        create(routes);
    }

    /** Closes every listener that leads to this member, as if it were not there: peers and clients are refused. */
    public synchronized void shut(int member) {
        if (shut.add(member)) {
            for (Route route : leadingTo(member)) {
                perform("disable", route, Proxy::disable);
            }
        }
    }

    /** Opens the listeners that lead to this member again. */
    public synchronized void reopen(int member) {
        if (shut.contains(member)) {
            for (Route route : leadingTo(member)) {
                perform("enable", route, Proxy::enable);
            }
            shut.remove(member);
        }
    }

    @Override
    public synchronized String open(EndPoint.Client client) {
        if (!clients.containsKey(client.number())) {
            Set<Route> routes = new LinkedHashSet<>();
            plan.members().forEach(member -> routes.add(plan.fromClient(client.number(), member)));
            create(routes);
            clients.put(client.number(), routes);
            shut.forEach(member -> perform("disable", plan.fromClient(client.number(), member), Proxy::disable));
        }
        return plan.members().stream()
                .map(member -> plan.fromClient(client.number(), member).listen())
                .collect(Collectors.joining(","));
    }

    @Override
    public synchronized void close(EndPoint.Client client) {
        Set<Route> routes = clients.remove(client.number());
        if (routes != null) {
            cuts.keySet().removeIf(cut -> cut.from().equals(client) || cut.to().equals(client));
            routes.forEach(this::delete);
        }
    }

    @Override
    public synchronized Optional<Integer> memberAt(String address) {
        for (int member : plan.members()) {
            boolean leads = plan.direct(member).equals(address)
                    || clients.keySet().stream()
                            .anyMatch(client ->
                                    plan.fromClient(client, member).listen().equals(address));
            if (leads) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void cut(Collection<Direction> directions) {
        Set<Direction> wanted = new LinkedHashSet<>(directions);
        // All are looked at first, so that a wrong one spoils nothing.
        wanted.forEach(this::streams);
        List<ProxyStream> added = new ArrayList<>();
        try {
            for (Direction direction : wanted) {
                if (!cuts.containsKey(direction)) {
                    for (ProxyStream stream : streams(direction)) {
                        added.add(stream);
                        addToxic(stream);
                    }
                }
            }
        } catch (LinkException e) {
            takeBack(added, e);
            throw e;
        }
        wanted.forEach(direction -> cuts.merge(direction, 1, Integer::sum));
    }

    /** Ends a cut. A direction that is not cut is left as it is: its client may have been closed meanwhile. */
    @Override
    public synchronized void mend(Collection<Direction> directions) {
        List<LinkException> failures = new ArrayList<>();
        for (Direction direction : new LinkedHashSet<>(directions)) {
            Integer count = cuts.get(direction);
            if (count != null && count > 1) {
                cuts.put(direction, count - 1);
            } else if (count != null) {
                mend(direction, failures);
            }
        }
        if (!failures.isEmpty()) {
            LinkException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private void mend(Direction direction, List<LinkException> failures) {
        int before = failures.size();
        for (ProxyStream stream : streams(direction)) {
            try {
                removeToxic(stream);
            } catch (LinkException e) {
                failures.add(e);
            }
        }
        if (failures.size() == before) {
            cuts.remove(direction);
        }
    }

    @Override
    public Probe probe(Direction direction, Duration atMost) {
        List<ProxyStream> streams = streams(direction);
        if (direction.from() instanceof EndPoint.Member from && direction.to() instanceof EndPoint.Member to) {
            List<Route> routes = plan.betweenMembers(from.number(), to.number());
            return probe.observe(direction, streams, routes.get(routes.size() - 1), atMost);
        }
        return probe.ask(direction, streams.get(0), atMost);
    }

    /** The byte streams that carry what is sent in this direction. */
    private synchronized List<ProxyStream> streams(Direction direction) {
        List<ProxyStream> streams = new ArrayList<>();
        EndPoint from = direction.from();
        EndPoint to = direction.to();
        if (from instanceof EndPoint.Member a && to instanceof EndPoint.Member b) {
            plan.whyMembersCannotBeCut().ifPresent(why -> {
                throw new LinkException("the link " + direction + " cannot be cut or probed: " + why);
            });
            plan.betweenMembers(a.number(), b.number()).forEach(route -> streams.add(ProxyStream.up(route)));
            plan.betweenMembers(b.number(), a.number()).forEach(route -> streams.add(ProxyStream.down(route)));
        } else if (from instanceof EndPoint.Client client && to instanceof EndPoint.Member member) {
            clientRoute(client, member).map(ProxyStream::up).ifPresent(streams::add);
        } else if (from instanceof EndPoint.Member member && to instanceof EndPoint.Client client) {
            clientRoute(client, member).map(ProxyStream::down).ifPresent(streams::add);
        }
        if (streams.isEmpty()) {
            throw new LinkException("there is no link %s; there are links between the members %s and of the clients %s"
                    .formatted(direction, plan.members(), clients.keySet()));
        }
        return streams;
    }

    private Optional<Route> clientRoute(EndPoint.Client client, EndPoint.Member member) {
        return clients.containsKey(client.number()) && plan.members().contains(member.number())
                ? Optional.of(plan.fromClient(client.number(), member.number()))
                : Optional.empty();
    }

    private List<Route> leadingTo(int member) {
        List<Route> routes = new ArrayList<>();
        plan.members().forEach(from -> routes.addAll(plan.betweenMembers(from, member)));
        clients.keySet().forEach(client -> routes.add(plan.fromClient(client, member)));
        return routes;
    }

    private void create(Collection<Route> routes) {
        List<Route> made = new ArrayList<>();
        try {
            for (Route route : routes) {
                proxies.put(route.name(), toxiproxy.createProxy(route.name(), route.listen(), route.upstream()));
                made.add(route);
            }
        } catch (IOException e) {
            made.forEach(this::delete);
            throw new LinkException(
                    "the Toxiproxy server at %s could not make one of the proxies %s: %s"
                            .formatted(api, routes, e.getMessage()),
                    e);
        }
    }

    private void delete(Route route) {
        if (proxies.containsKey(route.name())) {
            perform("delete", route, Proxy::delete);
            proxies.remove(route.name());
        }
    }

    private void addToxic(ProxyStream stream) {
        perform("cut", stream.route(), proxy -> proxy.toxics().timeout(toxicOf(stream), stream.way(), 0));
    }

    private void removeToxic(ProxyStream stream) {
        perform("mend", stream.route(), proxy -> proxy.toxics()
                .get(toxicOf(stream))
                .remove());
    }

    private void takeBack(List<ProxyStream> added, LinkException cause) {
        for (ProxyStream stream : added) {
            try {
                removeToxic(stream);
            } catch (LinkException e) {
                // The last one was not added in the first place.
                cause.addSuppressed(e);
            }
        }
    }

    private static String toxicOf(ProxyStream stream) {
        return stream.upstream() ? "cut_upstream" : "cut_downstream";
    }

    private interface Call {
        void on(Proxy proxy) throws IOException;
    }

    private void perform(String what, Route route, Call call) {
        Proxy proxy = proxies.get(route.name());
        if (proxy == null) {
            throw new LinkException("cannot " + what + " the proxy " + route.name() + ": it was not made");
        }
        try {
            call.on(proxy);
        } catch (IOException e) {
            throw new LinkException(
                    "the Toxiproxy server at %s could not %s the proxy %s (%s, to %s): %s"
                            .formatted(api, what, route.name(), route.listen(), route.upstream(), e.getMessage()),
                    e);
        }
    }
}
