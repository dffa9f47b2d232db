package dev.stampede.checker.findings;

import static dev.stampede.checker.findings.VersionRange.between;

import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.findings.CatalogueEntry.Recognition;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The known findings in ZooKeeper's servers. All are only {@link CatalogueEntry.Recognition#POSSIBLE}, because
 * different defects leave the same trees. Versions were verified with the tags that contain each fix.
 */
final class ZooKeeperFindings {
    private static final String UPGRADE = "use a version that fixes it";

    private static final Citation NOT_REMOVED = new Citation(
            "There is now a variation on the standard watch described above whereby you can set a watch that does not"
                    + " get removed when triggered.",
            "ZooKeeper Programmer's Guide, Persistent, Recursive Watches",
            "https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#sc_WatchPersistentRecursive");

    private ZooKeeperFindings() {}

    /** The findings with specific evidence first, then the newest ones. */
    static List<CatalogueEntry> all() {
        return List.of(
                childStat(
                        "ZOOKEEPER-3249",
                        between("3.4.0", "3.6.0"),
                        "cversion and pzxid of a parent fall after a restart.",
                        "The replay of transactions on a snapshot that already contains them reverts both fields"),
                childStat(
                        "ZOOKEEPER-3145",
                        between("3.4.0", "3.6.0"),
                        "pzxid of a parent is stale after a restart.",
                        "The replay of a closeSession on a snapshot that already contains it deletes nothing"),
                diskError(),
                dirtySnapshot(),
                lost(
                        "ZOOKEEPER-5094",
                        VersionRange.from("3.5.10"),
                        "A member that failed during a TRUNC synchronisation writes a log with a gap afterwards.",
                        "Learner.shutdown keeps the database in memory, which is ahead of the log: only an incomplete"
                                + " SNAP synchronisation discards it",
                        "delete the data of a member whose log reports \"cached out of order\", and let it synchronise"
                                + " again"),
                lost(
                        "ZOOKEEPER-4925",
                        between("3.9.3", "3.9.4"),
                        "A member that synchronised late spreads a log with a gap once it leads.",
                        "Learner.syncWithLeader applies transactions without adding them to committedLog"),
                lost(
                        "ZOOKEEPER-4785",
                        between("3.6.3", "3.8.5").and("3.9.0", "3.9.2"),
                        "Transactions of a DIFF sync are lost if the member restarts before it has logged them.",
                        "Learner.syncWithLeader acknowledges NEWLEADER while SyncRequestProcessor still logs the"
                                + " transactions"),
                lost(
                        "ZOOKEEPER-3911",
                        between("3.4.10", "3.5.0").and("3.5.3", "3.5.10").and("3.6.0", "3.6.3"),
                        "Transactions of a DIFF sync are lost if a quorum crashes before UPTODATE.",
                        "Learner.syncWithLeader acknowledges NEWLEADER before it logs the transactions"),
                lost(
                        "ZOOKEEPER-3642",
                        between("3.4.0", "3.5.10").and("3.6.0", "3.6.3"),
                        "A member loses the state of a SNAP sync that the leader did not finish.",
                        "A DIFF sync that follows does not save the snapshot, which is only in memory"),
                lost(
                        "ZOOKEEPER-2845",
                        between("3.4.10", "3.4.12").and("3.5.3", "3.5.4"),
                        "A member keeps transactions that its restarted server had not committed.",
                        "The database is retained in a leader election, without the transactions in its log"),
                orphan(
                        "ZOOKEEPER-3144",
                        between("3.4.0", "3.6.0"),
                        "Ephemerals differ between members after a restart.",
                        "The zxid of a snapshot can be ahead of the sessions that it contains"),
                orphan(
                        "ZOOKEEPER-2355",
                        between("3.4.0", "3.4.11").and("3.5.0", "3.5.4"),
                        "An ephemeral is never deleted on a member that failed while it read the proposal.",
                        "The member keeps the proposal of the closeSession as committed, but never applies it"),
                entry(
                        "ZOOKEEPER-4466",
                        between("3.6.0", "3.9.0"),
                        List.of(AnomalyPattern.of("watches", "event-skipped")),
                        "A persistent watch is lost when the same watcher sets a one-shot watch on its path.",
                        NOT_REMOVED,
                        "WatcherModeManager keeps one mode for a watcher and a path, so the one-shot mode replaces the"
                                + " persistent one",
                        UPGRADE));
    }

    private static CatalogueEntry lost(String id, VersionRange affected, String title, String cause) {
        return lost(id, affected, title, cause, UPGRADE);
    }

    private static CatalogueEntry lost(
            String id, VersionRange affected, String title, String cause, String workAround) {
        return entry(
                id,
                affected,
                List.of(
                        AnomalyPattern.of("audit", "lost-write"),
                        AnomalyPattern.of("audit", "delete-undone"),
                        AnomalyPattern.of("audit", "audit-behind"),
                        AnomalyPattern.of("audit", "tree-differs")),
                title,
                ZooKeeperCitations.RELIABILITY,
                cause,
                workAround);
    }

    private static CatalogueEntry diskError() {
        return entry(
                "ZOOKEEPER-4882",
                VersionRange.from("3.4.0"),
                List.of(
                        AnomalyPattern.of("audit", "lost-write").where(ZooKeeperFindings::diskFailed),
                        AnomalyPattern.of("audit", "tree-differs").where(ZooKeeperFindings::diskFailed)),
                "A member whose disk failed for a while loses transactions when it is restarted later.",
                ZooKeeperCitations.RELIABILITY,
                "A proposal is committed in memory even if it was not written to the member's disk",
                "delete the data of a member whose disk failed before it is started again");
    }

    /**
     * Seen on 3.9.5: {@code ZooKeeperServer.loadData} takes the snapshot, {@code ZKDatabase.truncateLog} loads it
     * again, and {@code Learner.syncWithLeader} then sets the zxid of the truncation.
     */
    private static CatalogueEntry dirtySnapshot() {
        return entry(
                "ZOOKEEPER-1549",
                VersionRange.from("3.4.0"),
                List.of(
                        AnomalyPattern.of("audit", "tree-differs").where(ZooKeeperFindings::someMembersLackZnodes),
                        AnomalyPattern.of("guarantees", "stat-arithmetic")
                                .where(ZooKeeperFindings::someMembersLackZnodes),
                        AnomalyPattern.of("guarantees", "child-count").where(ZooKeeperFindings::someMembersLackZnodes)),
                "A member keeps transactions that no quorum has logged, after a TRUNC synchronisation.",
                ZooKeeperCitations.REGARDLESS_OF_THE_SERVER,
                "A new leader takes a snapshot before a quorum has logged its transactions. If it follows another leader"
                        + " later, TRUNC truncates its log, but not its snapshot, which it loads again",
                "delete the data of a member whose log reports \"Truncating log\", and let it synchronise again");
    }

    private static CatalogueEntry childStat(String id, VersionRange affected, String title, String cause) {
        return entry(
                id,
                affected,
                List.of(
                        AnomalyPattern.of("audit", "tree-differs")
                                .where((anomaly, history) -> differsOnlyInChildFields(history)),
                        AnomalyPattern.of("guarantees", "child-count"),
                        AnomalyPattern.of("guarantees", "child-list")),
                title,
                ZooKeeperCitations.REGARDLESS_OF_THE_SERVER,
                cause,
                UPGRADE);
    }

    private static CatalogueEntry orphan(String id, VersionRange affected, String title, String cause) {
        return entry(
                id,
                affected,
                List.of(
                        AnomalyPattern.of("audit", "orphan-ephemeral"),
                        AnomalyPattern.of("guarantees", "ephemeral-outlived")),
                title,
                ZooKeeperCitations.EPHEMERALS,
                cause,
                UPGRADE);
    }

    private static CatalogueEntry entry(
            String id,
            VersionRange affected,
            List<AnomalyPattern> patterns,
            String title,
            Citation broken,
            String cause,
            String workAround) {
        return new CatalogueEntry(
                id,
                Library.ZOOKEEPER,
                affected,
                Recognition.POSSIBLE,
                patterns,
                title,
                broken,
                cause,
                workAround,
                Library.ZOOKEEPER.issue(id));
    }

    /** Whether a disk failed during the run; the anomaly itself occurs only in the audit at the end. */
    private static boolean diskFailed(Anomaly anomaly, History history) {
        return history.faults().stream().anyMatch(w -> w.family().equals("disk"));
    }

    /** Whether a znode was audited at some members, but not at all of them. O(audited znodes). */
    private static boolean someMembersLackZnodes(Anomaly anomaly, History history) {
        Map<String, Set<Integer>> membersOf = history.events(ZnodeAudited.class)
                .collect(Collectors.groupingBy(
                        ZnodeAudited::path, Collectors.mapping(ZnodeAudited::member, Collectors.toSet())));
        long members =
                membersOf.values().stream().flatMap(Set::stream).distinct().count();
        return membersOf.values().stream().anyMatch(some -> some.size() < members);
    }

    /** Whether the audited trees have the same znodes and differ only in cversion and pzxid. O(audited znodes). */
    private static boolean differsOnlyInChildFields(History history) {
        Map<String, List<ZnodeAudited>> byPath =
                history.events(ZnodeAudited.class).collect(Collectors.groupingBy(ZnodeAudited::path));
        Set<Integer> members = byPath.values().stream()
                .flatMap(List::stream)
                .map(ZnodeAudited::member)
                .collect(Collectors.toSet());
        return byPath.values().stream()
                .allMatch(znodes -> members(znodes).equals(members) && equalExceptChildFields(znodes));
    }

    private static Set<Integer> members(List<ZnodeAudited> znodes) {
        return znodes.stream().map(ZnodeAudited::member).collect(Collectors.toSet());
    }

    private static boolean equalExceptChildFields(Collection<ZnodeAudited> znodes) {
        Set<Object> distinct = new HashSet<>();
        for (ZnodeAudited z : znodes) {
            ZnodeStat s = z.stat();
            distinct.add(List.of(
                    z.data(),
                    z.acl(),
                    s.czxid(),
                    s.mzxid(),
                    s.version(),
                    s.aversion(),
                    s.ephemeralOwner(),
                    s.dataLength(),
                    s.children()));
        }
        return distinct.size() == 1;
    }
}
