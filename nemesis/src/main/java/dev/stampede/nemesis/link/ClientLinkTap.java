package dev.stampede.nemesis.link;

import dev.stampede.nemesis.tap.ClientTap;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Taps the client links of an ensemble. If an embedded Toxiproxy server forwards them, the tap is in their proxies;
 * otherwise it is in proxies of an embedded server in front of them, and clients connect to those.
 *
 * <p>Not thread-safe, except {@link #tap()}.
 */
public final class ClientLinkTap {
    private final ToxiproxyServer server;
    private final ClientTap tap;
    private final @Nullable ManagedProxies front;
    private final Map<TappedLink, ProxyRoute> opened = new HashMap<>();

    private ClientLinkTap(ToxiproxyServer server, @Nullable ManagedProxies front) {
        this.server = server;
        this.tap = new ClientTap(server);
        this.front = front;
    }

    /** Taps the proxies of this server, which forwards the client links itself. */
    public static ClientLinkTap inside(ToxiproxyServer server) {
        return new ClientLinkTap(server, null);
    }

    /** Taps proxies that are created on this server, in front of proxies that another server has. */
    public static ClientLinkTap inFrontOf(ToxiproxyServer server) {
        return new ClientLinkTap(server, new ManagedProxies());
    }

    ClientTap tap() {
        return tap;
    }

    /**
     * Taps a link.
     *
     * @param route its proxy
     * @return the address to which the client connects, {@code host:port}
     */
    String open(TappedLink link, ProxyRoute route) {
        ManagedProxies proxies = front;
        if (proxies == null) {
            tap.install(route.name(), link);
            opened.put(link, route);
            return route.dial();
        }
        ProxyRoute before = new ProxyRoute(
                "tap-" + route.name(),
                new ProxyServer(server.host(), server.port(), ProxyServer.Counters.LIVE),
                server.host() + ":0",
                route.dial());
        tap.install(before.name(), link);
        proxies.create(List.of(before));
        opened.put(link, before);
        return proxies.listen(before);
    }

    /** Ends the tap of a link. Idempotent. */
    void close(TappedLink link) {
        ProxyRoute route = opened.remove(link);
        if (route != null) {
            tap.uninstall(route.name());
            if (front != null) {
                front.delete(route);
            }
        }
    }
}
