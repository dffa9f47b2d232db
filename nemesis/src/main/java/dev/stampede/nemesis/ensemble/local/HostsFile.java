package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The hosts file of one member ({@code jdk.net.hosts.file}): its own name resolves to its own address, and every other
 * member's name to the proxy to that member. The JVM resolves no other names, so the file also contains the names that
 * loggers look up.
 */
final class HostsFile {
    private HostsFile() {}

    static String of(int member, EnsembleMembership membership, AddressBlock block) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        String machine = machine();
        if (!machine.equals("localhost")) {
            hosts.append("127.0.0.1 ").append(machine).append('\n');
        }
        for (int peer : membership.numbers()) {
            String address = peer == member ? block.memberAddress(member) : block.between(member, peer);
            hosts.append(address).append(' ').append(LocalCfg.name(peer)).append('\n');
        }
        return hosts.toString();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
