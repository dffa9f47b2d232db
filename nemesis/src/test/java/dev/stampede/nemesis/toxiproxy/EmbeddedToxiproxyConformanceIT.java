package dev.stampede.nemesis.toxiproxy;

/** The embedded server behaves like the real one, except for the documented differences. */
class EmbeddedToxiproxyConformanceIT extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        return ServerUnderTest.embedded();
    }
}
