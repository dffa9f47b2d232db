package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.Nested;

/** The embedded server behaves as the real one, or better where the tests say so. */
class EmbeddedToxiproxyConformanceTest {
    @Nested
    class Toxics extends ToxicConformance {
        @Override
        ServerUnderTest start() {
            return ServerUnderTest.embedded();
        }
    }

    @Nested
    class Proxies extends ProxyConformance {
        @Override
        ServerUnderTest start() {
            return ServerUnderTest.embedded();
        }
    }
}
