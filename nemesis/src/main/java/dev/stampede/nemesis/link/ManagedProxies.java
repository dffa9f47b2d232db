package dev.stampede.nemesis.link;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The proxies that the harness has created, on all Toxiproxy servers. Not thread-safe. */
final class ManagedProxies {
    private final Map<ProxyServer, ToxiproxyClient> servers = new HashMap<>();
    private final Map<Key, Proxy> proxies = new HashMap<>();

    private record Key(ProxyServer server, String name) {
        static Key of(ProxyRoute route) {
            return new Key(route.server(), route.name());
        }
    }

    /** Creates these proxies. If one cannot be created, deletes those that this call created. */
    void create(Collection<ProxyRoute> routes) {
        List<ProxyRoute> created = new ArrayList<>();
        for (ProxyRoute route : routes) {
            try {
                Proxy proxy = servers.computeIfAbsent(
                                route.server(), server -> new ToxiproxyClient(server.host(), server.port()))
                        .createProxy(route.name(), route.listen(), route.upstream());
                proxies.put(Key.of(route), proxy);
                created.add(route);
            } catch (IOException e) {
                created.forEach(this::delete);
                throw new LinkException(
                        "the Toxiproxy server at %s could not create the proxy %s (%s, to %s): %s"
                                .formatted(
                                        route.server(), route.name(), route.listen(), route.upstream(), e.getMessage()),
                        e);
            }
        }
    }

    /** The address on which a created proxy listens, {@code host:port}. */
    String listen(ProxyRoute route) {
        Proxy proxy = proxies.get(Key.of(route));
        if (proxy == null) {
            throw new LinkException("the proxy " + route.name() + " has no address: it was not created");
        }
        return proxy.getListen();
    }

    /** Deletes a proxy. Idempotent. */
    void delete(ProxyRoute route) {
        if (proxies.containsKey(Key.of(route))) {
            perform("delete", route, Proxy::delete);
            proxies.remove(Key.of(route));
        }
    }

    void disable(ProxyRoute route) {
        perform("disable", route, Proxy::disable);
    }

    void enable(ProxyRoute route) {
        perform("enable", route, Proxy::enable);
    }

    /** Drops all data on a stream from now on. */
    void drop(ProxyStream stream) {
        perform("cut", stream.route(), proxy -> proxy.toxics().timeout(toxicOf(stream), stream.way(), 0));
    }

    /** Ends {@link #drop}. Connections that lost data are closed. */
    void pass(ProxyStream stream) {
        perform("restore", stream.route(), proxy -> proxy.toxics()
                .get(toxicOf(stream))
                .remove());
    }

    private static String toxicOf(ProxyStream stream) {
        return stream.upstream() ? "cut_upstream" : "cut_downstream";
    }

    private interface Call {
        void on(Proxy proxy) throws IOException;
    }

    private void perform(String what, ProxyRoute route, Call call) {
        Proxy proxy = proxies.get(Key.of(route));
        if (proxy == null) {
            throw new LinkException("cannot " + what + " the proxy " + route.name() + ": it was not created");
        }
        try {
            call.on(proxy);
        } catch (IOException e) {
            throw new LinkException(
                    "the Toxiproxy server at %s could not %s the proxy %s (%s, to %s): %s"
                            .formatted(
                                    route.server(),
                                    what,
                                    route.name(),
                                    route.listen(),
                                    route.upstream(),
                                    e.getMessage()),
                    e);
        }
    }
}
