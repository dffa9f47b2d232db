package dev.stampede.nemesis.link;

/**
 * A proxy that a link goes through.
 *
 * @param name unique among those of its server
 * @param server its Toxiproxy server
 * @param listen where it listens, {@code host:port} as its server sees it
 * @param upstream where it leads to, {@code host:port} as its server sees it
 * @param dial where the harness reaches it, {@code host:port}; as {@code listen} if it cannot
 */
public record ProxyRoute(String name, ProxyServer server, String listen, String upstream, String dial) {
    /** A proxy whose server sees the same network as the harness, or that the harness does not dial. */
    public ProxyRoute(String name, ProxyServer server, String listen, String upstream) {
        this(name, server, listen, upstream, listen);
    }
}
