package dev.stampede.nemesis.link;

/**
 * A proxy that a link passes.
 *
 * @param name unique on its server
 * @param server the Toxiproxy server that has the proxy
 * @param listen the address on which the proxy listens, {@code host:port}, in the network of its server
 * @param upstream the address to which the proxy connects, {@code host:port}, in the network of its server
 * @param dial the address at which the harness reaches the proxy, {@code host:port}; the same as {@code listen} if the
 *     harness does not connect to it
 */
public record ProxyRoute(String name, ProxyServer server, String listen, String upstream, String dial) {
    /** A proxy whose server is in the network of the harness, or to which the harness does not connect. */
    public ProxyRoute(String name, ProxyServer server, String listen, String upstream) {
        this(name, server, listen, upstream, listen);
    }
}
