package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.check.Citation;

/** The sentences that the checks of load balancing cite. */
final class BalancingCitations {
    private static final String GUIDE = "ZooKeeper Programmer's Guide";
    private static final String GUIDE_URL = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html";

    static final Citation EPHEMERALS = new Citation(
            "These znodes exists as long as the session that created the znode is active. When the session ends the"
                    + " znode is deleted.",
            GUIDE + ", Ephemeral Nodes",
            GUIDE_URL + "#Ephemeral+Nodes");

    static final Citation TIMELINESS = new Citation(
            "The clients view of the system is guaranteed to be up-to-date within a certain time bound (on the order of"
                    + " tens of seconds). Either system changes will be seen by a client within this bound, or the"
                    + " client will detect a service outage.",
            GUIDE + ", Consistency Guarantees, Timeliness",
            GUIDE_URL + "#ch_zkGuarantees");

    static final Citation ATOMICITY = new Citation(
            "The data stored at each znode in a namespace is read and written atomically. Reads get all the data bytes"
                    + " associated with a znode and a write replaces all the data.",
            "ZooKeeper Overview, Data model and the hierarchical namespace",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperOver.html#sc_dataModelNameSpace");

    static final Citation EXPIRY = new Citation(
            "The client will stay in disconnected state until the TCP connection is re-established with the cluster, at"
                    + " which point the watcher of the expired session will receive the \"session expired\""
                    + " notification.",
            GUIDE + ", ZooKeeper Sessions",
            GUIDE_URL + "#ch_zkSessions");

    private BalancingCitations() {}

    /** The promise of an algorithm. Stampede words it; the URL only explains the algorithm. */
    static Citation promiseOf(String algorithm) {
        String sentence =
                switch (algorithm) {
                    case "round-robin" -> "Each backend of the list gets a request in turn.";
                    case "random" -> "Each backend of the list gets a request with equal probability.";
                    default -> "A request goes to a backend with the fewest requests in progress.";
                };
        return new Citation(
                sentence,
                "workloads.scenario.balancing, the algorithm " + algorithm,
                "https://en.wikipedia.org/wiki/Load_balancing_(computing)");
    }
}
