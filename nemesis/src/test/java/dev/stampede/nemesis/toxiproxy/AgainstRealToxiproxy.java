package dev.stampede.nemesis.toxiproxy;

import org.junit.jupiter.api.Nested;

/**
 * The same against a real server on this machine's loopback interface, which is no part of the build: {@code
 * STAMPEDE_TOXIPROXY=127.0.0.1:8474 mvn -pl nemesis -am test -Dtest=AgainstRealToxiproxy
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class AgainstRealToxiproxy {
    @Nested
    class Toxics extends ToxicConformance {
        @Override
        ServerUnderTest start() {
            return running();
        }
    }

    @Nested
    class Proxies extends ProxyConformance {
        @Override
        ServerUnderTest start() {
            return running();
        }
    }

    private static ServerUnderTest running() {
        String address = System.getenv("STAMPEDE_TOXIPROXY");
        if (address == null) {
            throw new AssertionError(
                    "expected STAMPEDE_TOXIPROXY=host:port in the environment, of a real server that runs");
        }
        HostPort at = HostPort.parse(address);
        return ServerUnderTest.realAt(at.host(), at.port());
    }
}
