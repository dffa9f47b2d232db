package dev.stampede.nemesis.toxiproxy;

/**
 * The same against a real server on this machine's loopback interface, which is no part of the build: {@code mvn -pl
 * nemesis -am test -Dtest=AgainstRealToxiproxy -Dsurefire.failIfNoSpecifiedTests=false
 * -DargLine=-Dstampede.toxiproxy=127.0.0.1:8474}.
 */
class AgainstRealToxiproxy extends ToxiproxyConformance {
    @Override
    ServerUnderTest start() {
        String address = System.getProperty("stampede.toxiproxy");
        if (address == null) {
            throw new AssertionError("expected -Dstampede.toxiproxy=host:port of a real server that runs");
        }
        HostPort at = HostPort.parse(address);
        return ServerUnderTest.realAt(at.host(), at.port());
    }
}
