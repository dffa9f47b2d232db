package dev.stampede.checker.findings;

import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.findings.CatalogueEntry.Recognition;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The known findings in Curator. Versions were verified in the sources of the releases, issues in Curator's tracker.
 */
final class CuratorFindings {
    /** The prefix of znodes that Curator creates in protected mode, before the name from the recipe. */
    private static final String PROTECTED = "/_c_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-";

    /** The znodes of Curator's locks and leases; an open request has no number yet. */
    private static final Pattern ZNODE = Pattern.compile(PROTECTED + "(?:lock-|__READ__|__WRIT__|lease-)(?:\\d{10})?$");

    private static final String SOURCE = "https://github.com/apache/curator/blob/apache-curator-5.9.0/";

    private static final String COMPARE_SESSIONS =
            "compare the session id of the client before acquire() with the one after it; if they differ, release and"
                    + " acquire again";

    private CuratorFindings() {}

    static List<CatalogueEntry> all() {
        return List.of(
                doubleLock(),
                doubleLeader(),
                lostWhileWaiting(),
                registeredAnew(),
                latchWithoutLeader(),
                latchLivelock());
    }

    private static CatalogueEntry doubleLock() {
        return new CatalogueEntry(
                "CURATOR-604",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(
                        AnomalyPattern.of(
                                "mutual-exclusion",
                                "foreign-grant",
                                "lock/inter-process-mutex",
                                "lock/inter-process-read-write-lock",
                                "lock/inter-process-multi-lock",
                                "lock/inter-process-semaphore-mutex"),
                        AnomalyPattern.of("single-master", "foreign-grant", "election/leader-selector"),
                        AnomalyPattern.of("leases", "foreign-grant", "lock/inter-process-semaphore-v2"),
                        // A user's class that uses one of these recipes.
                        AnomalyPattern.of("mutual-exclusion", "foreign-grant")
                                .where(AnomalyPattern.grantedAcrossSessions(ZNODE))),
                "A lock or a lease is granted on a znode of the client's previous session, which is about to be"
                        + " deleted.",
                ExclusionCitations.LOCK,
                "After a reconnect, LockInternals.internalLockLoop and InterProcessSemaphoreV2.internalAcquire1Lease"
                        + " look for the name of the znode that they created, even if it belongs to a previous session"
                        + " of the client that has not expired yet",
                COMPARE_SESSIONS + " (LeaderSelector: compare the ephemeralOwner of the participant's znode)",
                Library.CURATOR.issue("CURATOR-604"));
    }

    private static CatalogueEntry doubleLeader() {
        return new CatalogueEntry(
                "CURATOR-696",
                Library.CURATOR,
                VersionRange.between("5.4.0", "5.7.0"),
                Recognition.CHARACTERISTIC,
                List.of(AnomalyPattern.of("single-master", "foreign-grant", "election/leader-latch")),
                "A LeaderLatch takes the leadership on the znode of its previous session, which is about to be"
                        + " deleted.",
                ExclusionCitations.LEADER,
                "Since 5.4.0, LeaderLatch lists the children after a reconnect instead of creating its znode again, and"
                        + " finds the znode of its previous session",
                "use Curator 5.7.0 or later",
                Library.CURATOR.issue("CURATOR-696"));
    }

    private static CatalogueEntry lostWhileWaiting() {
        return new CatalogueEntry(
                "STAMPEDE-F1",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(AnomalyPattern.of("all-or-none", "granted-in-part", "lock/inter-process-multi-lock")),
                "InterProcessMultiLock.acquire() returns although the session that held the earlier locks has ended.",
                ExclusionCitations.MULTI_LOCK,
                "InterProcessMultiLock.acquire acquires one lock after the other and never checks the earlier ones"
                        + " again: if the session expires while it waits for a later one, the earlier ones are lost,"
                        + " but it returns normally",
                COMPARE_SESSIONS,
                SOURCE + "curator-recipes/src/main/java/org/apache/curator/framework/recipes/locks/"
                        + "InterProcessMultiLock.java");
    }

    private static CatalogueEntry registeredAnew() {
        String[] balancing = {
            "load-balancing/service-discovery", "load-balancing/service-cache", "load-balancing/service-provider"
        };
        return new CatalogueEntry(
                "STAMPEDE-F2",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(
                        AnomalyPattern.of("naming", "created-over", "naming/service-discovery"),
                        AnomalyPattern.of("naming", "vanished", "naming/service-discovery"),
                        AnomalyPattern.of("balancing", "vanished", balancing)),
                "A live service is missing for a moment after each reconnect of its owner.",
                ZooKeeperCitations.EPHEMERALS,
                "ServiceDiscoveryImpl.reRegisterServices deletes and creates the znode of each service on every"
                        + " reconnect",
                "register the service with a PersistentNode, or let readers keep an instance that is missing for a"
                        + " moment",
                SOURCE + "curator-x-discovery/src/main/java/org/apache/curator/x/discovery/details/"
                        + "ServiceDiscoveryImpl.java");
    }

    private static CatalogueEntry latchWithoutLeader() {
        return masterless(
                "CURATOR-724",
                VersionRange.between("5.4.0", "5.8.0"),
                "A LeaderLatch whose path is missing after a reconnect never takes part in the election again.",
                "Since 5.4.0, LeaderLatch lists the children after a reconnect and ignores NoNode",
                "use Curator 5.8.0 or later, or create the path in a ConnectionStateListener that is added before"
                        + " start()");
    }

    private static CatalogueEntry latchLivelock() {
        return masterless(
                "CURATOR-645",
                VersionRange.between("4.0.0", "5.4.0"),
                "Two instances of LeaderLatch reset each other without end, and none becomes the leader.",
                "LeaderLatch.checkLeadership resets the latch when the znode that it would watch has just been deleted",
                "use Curator 5.7.0 or later");
    }

    private static CatalogueEntry masterless(
            String id, VersionRange affected, String title, String cause, String workAround) {
        Citation broken = ExclusionCitations.LEADER_FAILS;
        return new CatalogueEntry(
                id,
                Library.CURATOR,
                affected,
                Recognition.POSSIBLE,
                List.of(AnomalyPattern.of("re-election", "masterless", "election/leader-latch")),
                title,
                broken,
                cause,
                workAround,
                Library.CURATOR.issue(id));
    }
}
