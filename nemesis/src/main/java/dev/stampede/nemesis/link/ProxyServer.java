package dev.stampede.nemesis.link;

/**
 * A Toxiproxy server: where the harness reaches its API.
 *
 * @param counters when its byte counters include a connection
 */
public record ProxyServer(String host, int port, Counters counters) {

    /** When the byte counters of a server include the bytes of a connection. */
    public enum Counters {
        /** While they pass, as the embedded server does. */
        LIVE,
        /** When the connection has ended, as in Toxiproxy 2.12 ({@code link.go}): useless while it is open. */
        AT_END
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
