package dev.stampede.checker.checks.watches;

import dev.stampede.checker.check.Citation;

/** The sentences that the checks of watches and of removals cite. */
final class WatchCitations {
    private static final String GUIDE = "ZooKeeper Programmer's Guide, ";
    private static final String GUIDE_URL = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#";

    static final Citation ONE_TIME = new Citation(
            "One watch event will be sent to the client when the data has changed.",
            GUIDE + "ZooKeeper Watches, One-time trigger",
            GUIDE_URL + "ch_zkWatches");

    static final Citation EVENT_FIRST = new Citation(
            "ZooKeeper provides an ordering guarantee: a client will never see a change for which it"
                    + " has set a watch until it first sees the watch event.",
            GUIDE + "ZooKeeper Watches, Sent to the client",
            GUIDE_URL + "ch_zkWatches");

    static final Citation KINDS = new Citation(
            "setData() will trigger data watches for the znode being set (assuming the set is"
                    + " successful). A successful create() will trigger a data watch for the znode being"
                    + " created and a child watch for the parent znode.",
            GUIDE + "ZooKeeper Watches, The data for which the watch was set",
            GUIDE_URL + "ch_zkWatches");

    static final Citation SET_AGAIN = new Citation(
            "When a client reconnects, any previously registered watches will be reregistered and"
                    + " triggered if needed.",
            GUIDE + "ZooKeeper Watches",
            GUIDE_URL + "ch_zkWatches");

    static final Citation PERSISTENT = new Citation(
            "There is now a variation on the standard watch described above whereby you can set a watch that does not"
                    + " get removed when triggered. Additionally, these watches trigger the event types NodeCreated,"
                    + " NodeDeleted, and NodeDataChanged"
                    + " and, optionally, recursively for all znodes starting at the znode that the watch is"
                    + " registered for. Note that NodeChildrenChanged events are not triggered for persistent"
                    + " recursive watches as it would be redundant.",
            GUIDE + "Persistent, Recursive Watches",
            GUIDE_URL + "sc_WatchPersistentRecursive");

    static final Citation TTL = new Citation(
            "If the znode is not modified within the TTL and has no children it will become a"
                    + " candidate to be deleted by the server at some point in the future.",
            GUIDE + "TTL Nodes",
            GUIDE_URL + "TTL+Nodes");

    static final Citation CONTAINER = new Citation(
            "When the last child of a container is deleted, the container becomes a candidate to be"
                    + " deleted by the server at some point in the future.",
            GUIDE + "Container Nodes",
            GUIDE_URL + "Container+Nodes");

    static final Citation ALWAYS_CHECK = new Citation(
            "when creating child znodes inside of container znodes always check for"
                    + " KeeperException.NoNodeException and recreate the container znode when it occurs.",
            GUIDE + "Container Nodes",
            GUIDE_URL + "Container+Nodes");

    private WatchCitations() {}
}
