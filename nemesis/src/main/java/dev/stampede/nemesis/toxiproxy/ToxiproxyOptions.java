package dev.stampede.nemesis.toxiproxy;

import java.time.Duration;

/**
 * The options of an embedded Toxiproxy server.
 *
 * @param host the address that the HTTP API listens on; use a loopback address, there is no authentication
 * @param port its port, 0 for any
 * @param dialPatience how long an accepted connection is held and its upstream dialled again while it refuses; zero as
 *     in the real server
 * @param bindPatience how long the server tries again if a port is in use
 * @param seed of everything random: toxicity, jitter, slices. Each connection has its own random numbers, forked by the
 *     proxy's name and the connection's number
 */
public record ToxiproxyOptions(String host, int port, Duration dialPatience, Duration bindPatience, long seed) {
    public ToxiproxyOptions {
        if (dialPatience.isNegative() || bindPatience.isNegative()) {
            throw new IllegalArgumentException("expected patience of zero or more, got " + dialPatience
                    + " for the dial and " + bindPatience + " for the bind");
        }
    }

    /** Any port of 127.0.0.1, a second of patience for both, seed 0. */
    public static ToxiproxyOptions defaults() {
        return new ToxiproxyOptions("127.0.0.1", 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 0);
    }

    public ToxiproxyOptions listeningOn(String newHost, int newPort) {
        return new ToxiproxyOptions(newHost, newPort, dialPatience, bindPatience, seed);
    }

    public ToxiproxyOptions dialingFor(Duration patience) {
        return new ToxiproxyOptions(host, port, patience, bindPatience, seed);
    }

    public ToxiproxyOptions bindingFor(Duration patience) {
        return new ToxiproxyOptions(host, port, dialPatience, patience, seed);
    }

    public ToxiproxyOptions seeded(long newSeed) {
        return new ToxiproxyOptions(host, port, dialPatience, bindPatience, newSeed);
    }
}
