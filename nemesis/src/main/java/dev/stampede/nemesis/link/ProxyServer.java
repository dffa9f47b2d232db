package dev.stampede.nemesis.link;

/**
 * A Toxiproxy server, with the address of its API.
 *
 * @param counters when its byte counters include the bytes of a connection
 */
public record ProxyServer(String host, int port, Counters counters) {

    /** When the byte counters of a server include the bytes of a connection. */
    public enum Counters {
        /** While the bytes pass, as in the embedded server. */
        LIVE,
        /** Not before the connection has ended, as in Toxiproxy 2.12 ({@code link.go}). */
        AT_END
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
