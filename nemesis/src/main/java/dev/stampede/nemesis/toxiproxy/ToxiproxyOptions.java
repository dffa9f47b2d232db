package dev.stampede.nemesis.toxiproxy;

import java.time.Duration;

/**
 * The options of an embedded Toxiproxy server.
 *
 * @param host the address on which the HTTP API listens; use a loopback address, because there is no authentication
 * @param port the port of the HTTP API; 0 for any free port
 * @param dialPatience how long the proxy keeps an accepted client connection open and retries the upstream if the
 *     upstream refuses the connection. Shopify's Toxiproxy does not retry, which corresponds to zero
 * @param bindPatience how long the server retries a port that is in use
 * @param seed the seed of all random choices: toxicity, jitter, slices. The random numbers of a connection depend only
 *     on the seed, the proxy's name and the connection's number
 */
public record ToxiproxyOptions(String host, int port, Duration dialPatience, Duration bindPatience, long seed) {
    public ToxiproxyOptions {
        if (dialPatience.isNegative() || bindPatience.isNegative()) {
            throw new IllegalArgumentException("expected patience of zero or more, got " + dialPatience
                    + " for the dial and " + bindPatience + " for the bind");
        }
    }

    /** Any free port of 127.0.0.1, a patience of 1 s for the dial and for the bind, and the seed 0. */
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
