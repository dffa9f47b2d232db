package dev.stampede.nemesis.toxiproxy;

/**
 * The same against a real server on this machine's loopback interface, which is no part of the build: {@code
 * STAMPEDE_TOXIPROXY=127.0.0.1:8474 mvn -pl nemesis -am test -Dtest=AgainstRealToxiproxy
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class AgainstRealToxiproxy extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        String address = System.getenv("STAMPEDE_TOXIPROXY");
        if (address == null) {
            throw new AssertionError(
                    "expected STAMPEDE_TOXIPROXY=host:port in the environment, of a real server that runs");
        }
        HostPort at = HostPort.parse(address);
        return ServerUnderTest.realAt(at.host(), at.port());
    }
}
