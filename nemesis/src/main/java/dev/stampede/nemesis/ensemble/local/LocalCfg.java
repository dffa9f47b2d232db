package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.nio.file.Path;

/** The {@code zoo.cfg} of one member. */
final class LocalCfg {
    private LocalCfg() {}

    static String render(
            ZooCfg settings,
            EnsembleMembership membership,
            int member,
            ServerVersion version,
            AddressBlock block,
            Path folder) {
        StringBuilder cfg = new StringBuilder(settings.lines());
        line(cfg, "dataDir", folder.resolve("data").toString());
        line(cfg, "dataLogDir", folder.resolve("txnlog").toString());
        if (membership.standalone() || !version.namesClientPort()) {
            line(cfg, "clientPort", Integer.toString(block.clientPort()));
            line(cfg, "clientPortAddress", name(member));
        }
        if (!membership.standalone()) {
            line(cfg, "standaloneEnabled", "false");
            if (!membership.voting(member)) {
                line(cfg, "peerType", "observer");
            }
            membership.numbers().forEach(peer -> line(cfg, "server." + peer, server(membership, peer, version, block)));
        }
        return cfg.toString();
    }

    private static String server(EnsembleMembership membership, int peer, ServerVersion version, AddressBlock block) {
        return name(peer) + ":" + block.quorumPort() + ":" + block.electionPort()
                + (membership.voting(peer) ? "" : ":observer")
                + (version.namesClientPort() ? ";" + name(peer) + ":" + block.clientPort() : "");
    }

    /** The host name of a member, the same for all members. */
    static String name(int member) {
        return "zk" + member;
    }

    private static void line(StringBuilder cfg, String key, String value) {
        cfg.append(key).append('=').append(value).append('\n');
    }
}
