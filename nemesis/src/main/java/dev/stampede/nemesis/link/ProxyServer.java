package dev.stampede.nemesis.link;

/**
 * A Toxiproxy server, as its API is reached from here.
 *
 * @param counters when its byte counters tell of a connection
 */
public record ProxyServer(String host, int port, Counters counters) {

    /** When a server's byte counters tell of a connection's bytes. */
    public enum Counters {
        /** While they pass, as the embedded server does. */
        LIVE,
        /** When the connection has ended, as Toxiproxy 2.12 does ({@code link.go}): of no use while it lives. */
        AT_END
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
