package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.util.Map;

/** The {@code zoo.cfg} of members, the same for all but that an observer says so to itself. */
final class ContainerCfg {
    /** Where a member's data are, and its transaction log with them: the one disk that it has. */
    static final String DATA = "/data";

    private ContainerCfg() {}

    /**
     * Ours. A lost race for the accept of a proxy costs initLimit × tickTime, so that is small; a member's data must be
     * small enough to be sent within it.
     */
    static ZooCfg defaults() {
        return ZooCfg.defaults().with(Map.of("initLimit", "5"));
    }

    static String render(ZooCfg settings, EnsembleMembership roster, int member) {
        StringBuilder cfg = new StringBuilder(settings.lines());
        line(cfg, "dataDir", DATA);
        if (roster.standalone()) {
            line(cfg, "clientPort", Integer.toString(ContainerPorts.CLIENT));
            return cfg.toString();
        }
        line(cfg, "standaloneEnabled", "false");
        line(cfg, "quorumListenOnAllIPs", "true");
        if (!roster.voting(member)) {
            line(cfg, "peerType", "observer");
        }
        for (int peer : roster.numbers()) {
            line(
                    cfg,
                    "server." + peer,
                    "127.0.0.1:" + ContainerPorts.quorum(peer) + ":" + ContainerPorts.election(peer)
                            + (roster.voting(peer) ? "" : ":observer") + ";" + ContainerPorts.CLIENT);
        }
        return cfg.toString();
    }

    private static void line(StringBuilder cfg, String key, String value) {
        cfg.append(key).append('=').append(value).append('\n');
    }
}
