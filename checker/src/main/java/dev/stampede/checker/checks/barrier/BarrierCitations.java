package dev.stampede.checker.checks.barrier;

import dev.stampede.checker.check.Citation;

/** The sentences that the check of barriers cites. */
public final class BarrierCitations {
    private static final String CURATOR =
            "https://curator.apache.org/apidocs/org/apache/curator/framework/recipes/barriers/";
    private static final String RECIPES = "https://zookeeper.apache.org/doc/r3.9.5/recipes.html#";

    static final Citation BARRIER = new Citation(
            "Distributed systems use barriers to block processing of a set of nodes until a condition is met at which time"
                    + " all the nodes are allowed to proceed.",
            "ZooKeeper Recipes, Barriers",
            RECIPES + "sc_recipes_eventHandles");

    public static final Citation ENTER = new Citation(
            "Enter the barrier and block until all members have entered or the timeout has elapsed",
            "Curator API, DistributedDoubleBarrier.enter",
            CURATOR + "DistributedDoubleBarrier.html");

    public static final Citation LEAVE = new Citation(
            "Leave the barrier and block until all members have left or the timeout has elapsed",
            "Curator API, DistributedDoubleBarrier.leave",
            CURATOR + "DistributedDoubleBarrier.html");

    public static final Citation TIMEOUT = new Citation(
            "true if the wait was successful, false if the timeout elapsed first",
            "Curator API, DistributedBarrier.waitOnBarrier",
            CURATOR + "DistributedBarrier.html");

    static final Citation TIMELINESS = new Citation(
            "The clients view of the system is guaranteed to be up-to-date within a certain time bound (on the order of"
                    + " tens of seconds).",
            "ZooKeeper Programmer's Guide, Consistency Guarantees, Timeliness",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees");

    /** Allows a stale read. */
    static final Citation STALE_READ = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical views"
                    + " of ZooKeeper data.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees");

    private BarrierCitations() {}
}
