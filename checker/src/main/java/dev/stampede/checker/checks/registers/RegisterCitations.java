package dev.stampede.checker.checks.registers;

import dev.stampede.checker.check.Citation;

/** The sentences of ZooKeeper's documentation (3.9.5) that the checks of this package cite. */
final class RegisterCitations {
    private static final String GUIDE = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#";
    private static final String GUARANTEES = "ZooKeeper Programmer's Guide, Consistency Guarantees";

    static final Citation SINGLE_SYSTEM_IMAGE = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            GUARANTEES + ", Single System Image",
            GUIDE + "ch_zkGuarantees");

    static final Citation SYNC = new Citation(
            "Client B should call the sync() method from the ZooKeeper API method before it performs its read.",
            GUARANTEES + ", Note",
            GUIDE + "ch_zkGuarantees");

    static final Citation SYNC_IS_NO_QUORUM = new Citation(
            "sync is not currently a quorum operation.",
            "ZooKeeper Internals, Consistency Guarantees (ZOOKEEPER-1675): a deposed leader may answer it",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperInternals.html#sc_consistency");

    static final Citation ATOMICITY = new Citation(
            "Updates either succeed or fail -- there are no partial results.",
            GUARANTEES + ", Atomicity",
            GUIDE + "ch_zkGuarantees");

    static final Citation RELIABILITY = new Citation(
            "Once an update has been applied, it will persist from that time forward until a client overwrites the"
                    + " update.",
            GUARANTEES + ", Reliability",
            GUIDE + "ch_zkGuarantees");

    static final Citation SEQUENCE = new Citation(
            "When creating a znode you can also request that ZooKeeper append a monotonically increasing counter to the"
                    + " end of path. This counter is unique to the parent znode.",
            "ZooKeeper Programmer's Guide, Sequence Nodes -- Unique Naming",
            GUIDE + "Sequence+Nodes+--+Unique+Naming");

    static final Citation RETRY = new Citation(
            "on some failures (communication errors, timeouts, etc) the client will not know if the update has applied"
                    + " or not.",
            GUARANTEES + ", Reliability",
            GUIDE + "ch_zkGuarantees");

    static final Citation SENT_AGAIN = new Citation(
            "If the first try of this operation gets a transient error, curator will retry the operation",
            "Curator 5.9, Javadoc of Idempotentable; ZooKeeper: the client will not know if the update has applied or"
                    + " not",
            "https://curator.apache.org/apidocs/org/apache/curator/framework/api/Idempotentable.html");

    static final Citation TRIES_AGAIN = new Citation(
            "If the connection is temporarily lost, Curator will attempt to retry the operation until it succeeds per"
                    + " the currently set retry policy",
            "Curator, Error Handling, Connection Guarantees",
            "https://curator.apache.org/docs/errors#connection-guarantees");

    private RegisterCitations() {}
}
