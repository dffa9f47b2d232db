package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.util.Map;

/**
 * The {@code zoo.cfg} of a member. All members have the same file, except that an observer also has {@code peerType}.
 */
final class ContainerCfg {
    /** The folder of a member's snapshots and transaction log: its only disk. */
    static final String DATA = "/data";

    private ContainerCfg() {}

    /**
     * The defaults for containers. {@code initLimit} is small, because each lost accept race (see {@link
     * ContainerEnsemble#delays}) costs initLimit × tickTime. It is large enough for the leader to send a follower its
     * data within that time.
     */
    static ZooCfg defaults() {
        return ZooCfg.defaults().with(Map.of("initLimit", "5"));
    }

    static String render(ZooCfg settings, EnsembleMembership membership, int member) {
        StringBuilder cfg = new StringBuilder(settings.lines());
        line(cfg, "dataDir", DATA);
        if (membership.standalone()) {
            line(cfg, "clientPort", Integer.toString(ContainerPorts.CLIENT));
            return cfg.toString();
        }
        line(cfg, "standaloneEnabled", "false");
        line(cfg, "quorumListenOnAllIPs", "true");
        if (!membership.voting(member)) {
            line(cfg, "peerType", "observer");
        }
        for (int peer : membership.numbers()) {
            line(
                    cfg,
                    "server." + peer,
                    "127.0.0.1:" + ContainerPorts.quorum(peer) + ":" + ContainerPorts.election(peer)
                            + (membership.voting(peer) ? "" : ":observer") + ";" + ContainerPorts.CLIENT);
        }
        return cfg.toString();
    }

    private static void line(StringBuilder cfg, String key, String value) {
        cfg.append(key).append('=').append(value).append('\n');
    }
}
