package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.Nested;

/**
 * The conformance tests of Toxiproxy: its HTTP API, its proxies and its toxics, from the point of view of the peers on
 * both sides of a proxy. Subclasses choose the server. They also declare a subclass of {@link EachToxicConformance},
 * which takes as long as all others together: it can run concurrently with them only if each test has its own server.
 *
 * <p>Where the embedded server differs on purpose, a test uses {@link ServerUnderTest#isReal()}; the documentation of
 * the package explains the difference.
 */
abstract class ToxiproxyConformance {
    abstract ServerUnderTest start();

    @Nested
    class Api extends ApiConformance {
        @Override
        ServerUnderTest start() {
            return ToxiproxyConformance.this.start();
        }
    }

    @Nested
    class JavaClient extends JavaClientConformance {
        @Override
        ServerUnderTest start() {
            return ToxiproxyConformance.this.start();
        }
    }

    @Nested
    class Proxies extends ProxyConformance {
        @Override
        ServerUnderTest start() {
            return ToxiproxyConformance.this.start();
        }
    }

    @Nested
    class Toxics extends ToxicConformance {
        @Override
        ServerUnderTest start() {
            return ToxiproxyConformance.this.start();
        }
    }
}
