package dev.stampede.nemesis.toxiproxy;

/** The embedded server behaves as the real one, or better where the tests say so. */
class EmbeddedToxiproxyConformanceIT extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        return ServerUnderTest.embedded();
    }
}
