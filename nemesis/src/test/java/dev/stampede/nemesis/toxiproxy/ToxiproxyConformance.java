package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.Nested;

/**
 * What every Toxiproxy does, whichever it is: its HTTP API, its proxies, its toxics, as the peers on both sides of a proxy
 * see them. The one parameter is the server, which a subclass names.
 *
 * <p>Where the embedded server differs on purpose, the test says so by {@link ServerUnderTest#isReal()}, and the
 * description of the package says why.
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

    @Nested
    class EachToxic extends EachToxicConformance {
        @Override
        ServerUnderTest start() {
            return ToxiproxyConformance.this.start();
        }
    }
}
