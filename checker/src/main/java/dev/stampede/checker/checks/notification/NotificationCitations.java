package dev.stampede.checker.checks.notification;

import dev.stampede.checker.check.Citation;

/** The sentences of ZooKeeper's documentation (3.9.5) that the check of notification cites. */
final class NotificationCitations {
    private static final String GUIDE = "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#";
    private static final String REMEMBER = "ZooKeeper Programmer's Guide, Things to Remember about Watches";
    private static final String GUARANTEES = "ZooKeeper Programmer's Guide, Consistency Guarantees";

    static final Citation ONCE = new Citation(
            "A watch object, or function/context pair, will only be triggered once for a given notification.",
            REMEMBER,
            GUIDE + "sc_WatchRememberThese");

    static final Citation TIMELINESS = new Citation(
            "Either system changes will be seen by a client within this bound, or the client will detect a service"
                    + " outage.",
            GUARANTEES + ", Timeliness",
            GUIDE + "ch_zkGuarantees");

    static final Citation LOST_ANSWER = new Citation(
            "On some failures (communication errors, timeouts, etc) the client will not know if the update has applied"
                    + " or not. We take steps to minimize the failures, but the guarantee is only present with"
                    + " successful return codes.",
            GUARANTEES + ", Reliability",
            GUIDE + "ch_zkGuarantees");

    static final Citation ATOMICITY = new Citation(
            "The data stored at each znode in a namespace is read and written atomically. Reads get all the data bytes"
                    + " associated with a znode and a write replaces all the data.",
            "ZooKeeper Overview, Data model and the hierarchical namespace",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperOver.html#sc_dataModelNameSpace");

    static final Citation SINGLE_SYSTEM_IMAGE = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            GUARANTEES + ", Single System Image",
            GUIDE + "ch_zkGuarantees");

    static final Citation OTHER_SESSION = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical"
                    + " views of ZooKeeper data.",
            GUARANTEES + "; a new session is a new client",
            GUIDE + "ch_zkGuarantees");

    private NotificationCitations() {}
}
