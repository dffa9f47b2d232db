package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.check.Citation;

/** The sentences of ZooKeeper's documentation (3.9.5) that the checks of this package cite. */
public final class PropagationCitations {
    private static final String GUIDE = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#";
    private static final String WATCHES = "ZooKeeper Programmer's Guide, What ZooKeeper Guarantees about Watches";

    static final Citation EVENT_FIRST = new Citation(
            "A client will see a watch event for a znode it is watching before seeing the new data that corresponds to"
                    + " that znode.",
            WATCHES,
            GUIDE + "sc_WatchGuarantees");

    public static final Citation SINGLE_SYSTEM_IMAGE = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees, Single System Image",
            GUIDE + "ch_zkGuarantees");

    public static final Citation TIMELINESS = new Citation(
            "Either system changes will be seen by a client within this bound, or the client will detect a service"
                    + " outage.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees, Timeliness",
            GUIDE + "ch_zkGuarantees");

    static final Citation ONE_TIME = new Citation(
            "Standard watches are one time triggers; if you get a watch event and you want to get notified of future"
                    + " changes, you must set another watch.",
            "ZooKeeper Programmer's Guide, Things to Remember about Watches",
            GUIDE + "sc_WatchRememberThese");

    static final Citation WHILE_AWAY = new Citation(
            "you will not be receiving events while disconnected, so your process should act conservatively in that"
                    + " mode.",
            "ZooKeeper Programmer's Guide, Things to Remember about Watches; for persistent watches see ZOOKEEPER-4698",
            GUIDE + "sc_WatchRememberThese");

    static final Citation OTHER_SESSION = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical"
                    + " views of ZooKeeper data.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees; a new session is a new client",
            GUIDE + "ch_zkGuarantees");

    private PropagationCitations() {}
}
