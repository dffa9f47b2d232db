package dev.stampede.checker.analysis;

import dev.stampede.checker.check.Citation;

/** The sentences of ZooKeeper's documentation (3.9.5) that the checks cite. */
public final class ZooKeeperCitations {
    private static final String GUARANTEES_WHERE = "ZooKeeper Programmer's Guide, Consistency Guarantees";
    private static final String GUARANTEES_URL =
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees";
    private static final String STAT_WHERE = "ZooKeeper Programmer's Guide, ZooKeeper Stat Structure";
    private static final String STAT_URL =
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#sc_zkStatStructure";

    public static final Citation SINGLE_SYSTEM_IMAGE = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            GUARANTEES_WHERE + ", Single System Image",
            GUARANTEES_URL);

    public static final Citation RELIABILITY = new Citation(
            "Once an update has been applied, it will persist from that time forward until a client overwrites the"
                    + " update.",
            GUARANTEES_WHERE + ", Reliability",
            GUARANTEES_URL);

    public static final Citation REGARDLESS_OF_THE_SERVER = new Citation(
            "A client will see the same view of the service regardless of the server that it connects to.",
            GUARANTEES_WHERE + ", Single System Image",
            GUARANTEES_URL);

    public static final Citation TIMELINESS = new Citation(
            "The clients view of the system is guaranteed to be up-to-date within a certain time bound (on the order of"
                    + " tens of seconds).",
            GUARANTEES_WHERE + ", Timeliness",
            GUARANTEES_URL);

    public static final Citation TOTAL_ORDER = new Citation(
            "Each change will have a unique zxid and if zxid1 is smaller than zxid2 then zxid1 happened before zxid2.",
            "ZooKeeper Programmer's Guide, Time in ZooKeeper",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#sc_timeInZk");

    public static final Citation EPHEMERALS = new Citation(
            "These znodes exists as long as the session that created the znode is active. When the session ends the"
                    + " znode is deleted.",
            "ZooKeeper Programmer's Guide, Ephemeral Nodes",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#Ephemeral+Nodes");

    public static final Citation AVAILABILITY = new Citation(
            "As long as a majority of the servers are available, the ZooKeeper service will be available.",
            "ZooKeeper Overview, Design Goals",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperOver.html#sc_designGoals");

    public static final Citation CREATED = new Citation(
            "The zxid of the change that caused this znode to be created.", STAT_WHERE + ", czxid", STAT_URL);

    public static final Citation VERSION =
            new Citation("The number of changes to the data of this znode.", STAT_WHERE + ", version", STAT_URL);

    public static final Citation SESSIONS = new Citation(
            "Session expiration is managed by the ZooKeeper cluster itself, not by the client.",
            "ZooKeeper Programmer's Guide, ZooKeeper Sessions",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkSessions");

    public static final Citation SESSION_TIMEOUT = new Citation(
            "The client sends a requested timeout, the server responds with the timeout that it can give the client."
                    + " The current implementation requires that the timeout be a minimum of 2 times the tickTime (as"
                    + " set in the server configuration) and a maximum of 20 times the tickTime.",
            "ZooKeeper Programmer's Guide, ZooKeeper Sessions",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkSessions");

    public static final Citation WATCHES = new Citation(
            "a watch event is one-time trigger, sent to the client that set the watch, which occurs when the data for"
                    + " which the watch was set changes.",
            "ZooKeeper Programmer's Guide, ZooKeeper Watches",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkWatches");

    public static final Citation WATCH_ORDER = new Citation(
            "The order of watch events from ZooKeeper corresponds to the order of the updates as seen by the ZooKeeper"
                    + " service.",
            "ZooKeeper Programmer's Guide, What ZooKeeper Guarantees about Watches",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#sc_WatchGuarantees");

    public static final Citation NODE_EXISTS = new Citation(
            "If a node with the same actual path already exists in the ZooKeeper, a KeeperException with error code"
                    + " KeeperException.NodeExists will be thrown.",
            "API of ZooKeeper, ZooKeeper.create",
            "https://zookeeper.apache.org/doc/r3.9.5/apidocs/zookeeper-server/org/apache/zookeeper/ZooKeeper.html");

    public static final Citation CVERSION =
            new Citation("The number of changes to the children of this znode.", STAT_WHERE + ", cversion", STAT_URL);

    public static final Citation NUM_CHILDREN =
            new Citation("The number of children of this znode.", STAT_WHERE + ", numChildren", STAT_URL);

    public static final Citation PZXID = new Citation(
            "The zxid of the change that last modified children of this znode.", STAT_WHERE + ", pzxid", STAT_URL);

    public static final Citation AVERSION =
            new Citation("The number of changes to the ACL of this znode.", STAT_WHERE + ", aversion", STAT_URL);

    public static final Citation OWNER = new Citation(
            "The session id of the owner of this znode if the znode is an ephemeral node. If it is not an ephemeral"
                    + " node, it will be zero.",
            STAT_WHERE + ", ephemeralOwner",
            STAT_URL);

    private ZooKeeperCitations() {}
}
