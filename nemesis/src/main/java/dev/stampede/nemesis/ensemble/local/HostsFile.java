package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * How one member resolves names: its own to its own address, every other to the proxy that leads there from it. The JVM
 * resolves nothing else (jdk.net.hosts.file), so what loggers ask for is in it, too.
 */
final class HostsFile {
    private HostsFile() {}

    static String of(int member, EnsembleMembership roster, AddressBlock block) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        String machine = machine();
        if (!machine.equals("localhost")) {
            hosts.append("127.0.0.1 ").append(machine).append('\n');
        }
        for (int peer : roster.numbers()) {
            String address = peer == member ? block.own(member) : block.between(member, peer);
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
