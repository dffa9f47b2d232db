package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Citation;

/**
 * The sentences that the checks of exclusion quote: from apache/curator-site (July 2026), ZooKeeper 3.9.5's
 * documentation, and one essay. Markup of emphasis and code is omitted.
 */
public final class ExclusionCitations {
    private static final String SITE = "https://curator.apache.org/docs/";
    private static final String LOCKS =
            "https://curator.apache.org/apidocs/org/apache/curator/framework/recipes/locks/";
    private static final String RECIPES = "https://zookeeper.apache.org/doc/r3.9.5/recipes.html#";

    public static final Citation LOCK = new Citation(
            "Fully distributed locks that are globally synchronous, meaning at any snapshot in time no two clients"
                    + " think they hold the same lock.",
            "ZooKeeper Recipes and Solutions, Locks; Curator, Shared Reentrant Lock",
            "https://zookeeper.apache.org/doc/r3.9.5/recipes.html#sc_recipes_Locks");

    public static final Citation LEADER = new Citation(
            "After a leader election algorithm has been run, however, each node throughout the network recognizes a"
                    + " particular, unique node as the task leader.",
            "Curator, Leader Election, Description",
            SITE + "recipes-leader-election");

    public static final Citation LOCK_SUSPENDED = new Citation(
            "If a SUSPENDED state is reported you cannot be certain that you still hold the lock unless you"
                    + " subsequently receive a RECONNECTED state.",
            "Curator, Shared Reentrant Lock, Error Handling",
            SITE + "recipes-shared-reentrant-lock#error-handling");

    public static final Citation LOCK_LOST = new Citation(
            "If a LOST state is reported it is certain that you no longer hold the lock.",
            "Curator, Shared Reentrant Lock, Error Handling",
            SITE + "recipes-shared-reentrant-lock#error-handling");

    static final Citation LEADER_SUSPENDED = new Citation(
            "If the SUSPENDED state is reported, the instance must assume that it might no longer be the leader until"
                    + " it receives a RECONNECTED state.",
            "Curator, Leader Election, Error Handling",
            SITE + "recipes-leader-election#error-handling");

    static final Citation LEADER_LOST = new Citation(
            "If the LOST state is reported, the instance is no longer the leader and its takeLeadership method should"
                    + " exit.",
            "Curator, Leader Election, Error Handling",
            SITE + "recipes-leader-election#error-handling");

    static final Citation EPHEMERALS = new Citation(
            "These znodes exists as long as the session that created the znode is active. When the session ends the"
                    + " znode is deleted.",
            "ZooKeeper Programmer's Guide, Ephemeral Nodes",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#Ephemeral+Nodes");

    static final Citation FENCING = new Citation(
            "the storage server remembers that it has already processed a write with a higher token number (34), and"
                    + " so it rejects the request with token 33.",
            "Martin Kleppmann, How to do distributed locking",
            "https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html");

    /** Allows that two clients believe at once after a pause. */
    public static final Citation TECH_NOTE_10 = new Citation(
            "For a short period of time, BOTH CLIENT A AND CLIENT B WILL BELIEVE THEY ARE THE LOCK HOLDER",
            "Curator Tech Note 10",
            SITE + "tech-note-10");

    /** Allows that a client learns of the end of its session later than others. */
    static final Citation TECH_NOTE_14 = new Citation(
            "In truth, there is no way to completely emulate in the client the session timing as managed by the"
                    + " ZooKeeper server.",
            "Curator Tech Note 14",
            SITE + "tech-note-14");

    /** Allows that members report one change at different times. */
    static final Citation CROSS_CLIENT_VIEWS = new Citation(
            "ZooKeeper does not guarantee that at every instance in time, two different clients will have identical"
                    + " views of ZooKeeper data.",
            "ZooKeeper Programmer's Guide, Consistency Guarantees",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#ch_zkGuarantees");

    /** Allows that a client believes until LOST. */
    static final Citation SESSION_POLICY = new Citation(
            "You can choose, however, a more aggressive approach by setting the error policy to only treat LOST (i.e."
                    + " true session loss) as an error state.",
            "Curator, Error Handling, Error Policy",
            SITE + "errors#error-policy");

    static final Citation READ_WRITE = new Citation(
            "The read lock may be held simultaneously by multiple reader processes, so long as there are no writers."
                    + " The write lock is exclusive.",
            "Curator, InterProcessReadWriteLock",
            LOCKS + "InterProcessReadWriteLock.html");

    public static final Citation SEMAPHORE = new Citation(
            "All processes in all JVMs that use the same lock path will achieve an inter-process limited set of"
                    + " leases.",
            "Curator, InterProcessSemaphoreV2",
            LOCKS + "InterProcessSemaphoreV2.html");

    public static final Citation MULTI_LOCK = new Citation(
            "When acquire() is called, all the locks are acquired. If that fails, any paths that were acquired are"
                    + " released.",
            "Curator, InterProcessMultiLock",
            LOCKS + "InterProcessMultiLock.html");

    public static final Citation REENTRANT = new Citation(
            "Note: the same thread can call acquire re-entrantly. Each call to acquire must be balanced by a call to"
                    + " release()",
            "Curator, InterProcessMutex.acquire",
            LOCKS + "InterProcessMutex.html");

    public static final Citation WAKE_UP = new Citation(
            "Otherwise, wait for a notification for the pathname from the previous step before going to step 2.",
            "ZooKeeper Recipes and Solutions, Locks",
            RECIPES + "sc_recipes_Locks");

    public static final Citation UNLOCK = new Citation(
            "The unlock protocol is very simple: clients wishing to release a lock simply delete the node they created"
                    + " in step 1.",
            "ZooKeeper Recipes and Solutions, Locks",
            RECIPES + "sc_recipes_Locks");

    public static final Citation LEADER_FAILS = new Citation(
            "It is important to watch for failures of the leader, so that a new client arises as the new leader in the"
                    + " case the current leader fails.",
            "ZooKeeper Recipes and Solutions, Leader Election",
            RECIPES + "sc_leaderElection");

    private ExclusionCitations() {}
}
