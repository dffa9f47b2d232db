package dev.stampede.checker.checks.counter;

import dev.stampede.checker.check.Citation;

/** The sentences that the check of counters cites. */
public final class CounterCitations {
    private static final String CURATOR = "https://curator.apache.org/apidocs/org/apache/curator/framework/recipes/";
    private static final String GUIDE = "ZooKeeper Programmer's Guide, Consistency Guarantees";
    private static final String GUIDE_URL =
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees";

    static final Citation ONE_AT_A_TIME = new Citation(
            "Each operation applied by concurrent processes takes effect instantaneously at some point between its"
                    + " invocation and its response.",
            "Herlihy and Wing, Linearizability: a correctness condition for concurrent objects",
            "https://doi.org/10.1145/78969.78972");

    public static final Citation INCREMENT = new Citation(
            "Add 1 to the current value and return the new value information.",
            "Curator API, DistributedAtomicNumber.increment",
            CURATOR + "atomic/DistributedAtomicNumber.html");

    public static final Citation SUCCEEDED = new Citation(
            "Returns true if the operation succeeded. If false is returned, the operation failed and the atomic was not"
                    + " updated.",
            "Curator API, AtomicValue.succeeded",
            CURATOR + "atomic/AtomicValue.html");

    public static final Citation TRY_SET = new Citation(
            "Changes the shared count only if its value has not changed since the version specified by newCount. If the"
                    + " count has changed, the value is not set and this client's view of the value is updated.",
            "Curator API, SharedCount.trySetCount",
            CURATOR + "shared/SharedCount.html");

    static final Citation UP_TO_DATE = new Citation(
            "All clients watching the same path will have the up-to-date value of the shared integer (considering ZK's"
                    + " normal consistency guarantees).",
            "Curator API, SharedCount",
            CURATOR + "shared/SharedCount.html");

    static final Citation SESSION_VIEW = new Citation(
            "a client will never see an older view of the system even if the client fails over to a different server"
                    + " with the same session.",
            GUIDE + ", Single System Image",
            GUIDE_URL);

    static final Citation TIMELINESS = new Citation(
            "The clients view of the system is guaranteed to be up-to-date within a certain time bound (on the order of"
                    + " tens of seconds).",
            GUIDE + ", Timeliness",
            GUIDE_URL);

    /** Allows a stale read. */
    static final Citation STALE_READ = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical views"
                    + " of ZooKeeper data.",
            GUIDE,
            GUIDE_URL);

    private CounterCitations() {}
}
