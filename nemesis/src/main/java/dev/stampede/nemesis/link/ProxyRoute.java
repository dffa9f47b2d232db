package dev.stampede.nemesis.link;

/**
 * A proxy as a link uses it.
 *
 * @param name unique among those of its server
 * @param server the Toxiproxy server that has it
 * @param listen where it listens, {@code host:port} as its server sees it
 * @param upstream where it leads to, {@code host:port} as its server sees it
 * @param dial where it is reached from here, {@code host:port}; as {@code listen} if it cannot be
 */
public record ProxyRoute(String name, ProxyServer server, String listen, String upstream, String dial) {
    /** One whose server sees the same network as we do, or that nobody here dials. */
    public ProxyRoute(String name, ProxyServer server, String listen, String upstream) {
        this(name, server, listen, upstream, listen);
    }
}
