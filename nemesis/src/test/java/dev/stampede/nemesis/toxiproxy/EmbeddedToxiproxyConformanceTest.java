package dev.stampede.nemesis.toxiproxy;

/** The embedded server behaves like the real one, except for the documented differences. */
class EmbeddedToxiproxyConformanceTest extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        return ServerUnderTest.embedded();
    }
}
