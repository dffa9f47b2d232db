package dev.stampede.checker.checks.naming;

import dev.stampede.checker.check.Citation;

/** The sentences that the checks of names cite. */
final class NamingCitations {
    private static final String GUIDE = "ZooKeeper Programmer's Guide";
    private static final String GUIDE_URL = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html";
    private static final String INTERNALS = "ZooKeeper Internals, Consistency Guarantees";
    private static final String INTERNALS_URL =
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperInternals.html#sc_consistency";

    static final Citation WRITES =
            new Citation("Write operations in ZooKeeper are linearizable.", INTERNALS, INTERNALS_URL);

    static final Citation ONE_AT_A_TIME = new Citation(
            "Each operation applied by concurrent processes takes effect instantaneously at some point between its"
                    + " invocation and its response.",
            "Herlihy and Wing, Linearizability: a correctness condition for concurrent objects",
            "https://doi.org/10.1145/78969.78972");

    static final Citation SESSION_VIEW = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            GUIDE + ", Consistency Guarantees, Single System Image",
            GUIDE_URL + "#ch_zkGuarantees");

    static final Citation UNIQUE_NAME = new Citation(
            "If a node with the same actual path already exists in the ZooKeeper, a KeeperException with error code"
                    + " KeeperException.NodeExists will be thrown.",
            "ZooKeeper API, ZooKeeper.create: the guarantee on which unique names rest",
            "https://zookeeper.apache.org/doc/r3.9.5/apidocs/zookeeper-server/org/apache/zookeeper/ZooKeeper.html");

    static final Citation VERSION = new Citation(
            "When a client performs an update or a delete, it must supply the version of the data of the znode it is"
                    + " changing. If the version it supplies doesn't match the actual version of the data, the update"
                    + " will fail.",
            GUIDE + ", Data Model",
            GUIDE_URL + "#sc_zkDataModel_znodes");

    static final Citation SEQUENCE = new Citation(
            "When creating a znode you can also request that ZooKeeper append a monotonically increasing counter to the"
                    + " end of path. This counter is unique to the parent znode.",
            GUIDE + ", Sequence Nodes",
            GUIDE_URL + "#Sequence+Nodes+--+Unique+Naming");

    /** Allows a stale read. */
    static final Citation STALE_READ = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical"
                    + " views of ZooKeeper data.",
            GUIDE + ", Consistency Guarantees",
            GUIDE_URL + "#ch_zkGuarantees");

    /** Allows a stale read after a sync while a deposed leader does not know that it was deposed. */
    static final Citation STALE_SYNC = new Citation(
            "This too does not strictly guarantee up-to-date data because sync is not currently a quorum operation.",
            INTERNALS,
            INTERNALS_URL);

    private NamingCitations() {}
}
