package dev.stampede.nemesis.link;

import dev.stampede.nemesis.tap.ClientTap;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Taps the client links of an ensemble. If an embedded Toxiproxy server forwards the links, the tap is in the proxies
 * of the links. Otherwise clients connect to additional proxies of an embedded server, which contain the tap and
 * forward to the proxies of the links.
 *
 * <p>Not thread-safe, except {@link #tap()}.
 */
public final class ClientLinkTap {
    private final ToxiproxyServer server;
    private final ClientTap tap;
    private final @Nullable ManagedProxies additionalProxies;
    private final Map<TappedLink, ProxyRoute> tappedRoutes = new HashMap<>();

    private ClientLinkTap(ToxiproxyServer server, @Nullable ManagedProxies additionalProxies) {
        this.server = server;
        this.tap = new ClientTap(server);
        this.additionalProxies = additionalProxies;
    }

    /** Taps the proxies of this server, which forwards the client links itself. */
    public static ClientLinkTap inside(ToxiproxyServer server) {
        return new ClientLinkTap(server, null);
    }

    /** Taps additional proxies on this server, which forward to the proxies that another server has. */
    public static ClientLinkTap inFrontOf(ToxiproxyServer server) {
        return new ClientLinkTap(server, new ManagedProxies());
    }

    ClientTap tap() {
        return tap;
    }

    /**
     * Taps a link.
     *
     * @param route the proxy of the link
     * @return the address to which the client connects, {@code host:port}
     */
    String open(TappedLink link, ProxyRoute route) {
        ManagedProxies proxies = additionalProxies;
        if (proxies == null) {
            tap.install(route.name(), link);
            tappedRoutes.put(link, route);
            return route.dial();
        }
        ProxyRoute additional = new ProxyRoute(
                "tap-" + route.name(),
                new ProxyServer(server.host(), server.port(), ProxyServer.Counters.LIVE),
                server.host() + ":0",
                route.dial());
        tap.install(additional.name(), link);
        proxies.create(List.of(additional));
        tappedRoutes.put(link, additional);
        return proxies.listen(additional);
    }

    /** Ends the tap of a link. Idempotent. */
    void close(TappedLink link) {
        ProxyRoute route = tappedRoutes.remove(link);
        if (route != null) {
            tap.uninstall(route.name());
            if (additionalProxies != null) {
                additionalProxies.delete(route);
            }
        }
    }
}
