package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules of {@link GuaranteesCheck} about Stats: of a single Stat, and of all Stats of one incarnation of a znode.
 * Not thread-safe.
 */
final class StatRules {
    private record Incarnation(String path, long czxid) {}

    /** The first attempt that showed an incarnation's owner, and the version of each mzxid. */
    private static final class Life {
        private final Attempt first;
        private final long owner;
        private final TreeMap<Long, Integer> versions = new TreeMap<>();
        private boolean reported;

        Life(Attempt first, ZnodeStat stat) {
            this.first = first;
            this.owner = stat.ephemeralOwner();
        }
    }

    private final AnomalyCollector findings;
    private final Map<Incarnation, Life> lives = new HashMap<>();

    StatRules(AnomalyCollector findings) {
        this.findings = findings;
    }

    /** Examines the Stat of one successful attempt; O(log n). */
    void take(Attempt a, String path, ZnodeStat stat) {
        arithmetic(a, path, stat);
        Life life = lives.computeIfAbsent(new Incarnation(path, stat.czxid()), i -> new Life(a, stat));
        if (!life.reported) {
            life.reported = owners(life, a, path, stat) || versions(life, a, path, stat);
        }
    }

    private void arithmetic(Attempt a, String path, ZnodeStat s) {
        if (s.czxid() > s.mzxid()) {
            report(
                    a,
                    "stat-arithmetic",
                    path + " was modified (mzxid " + AnomalyText.hex(s.mzxid()) + ") before it was created (czxid "
                            + AnomalyText.hex(s.czxid()) + ")",
                    ZooKeeperCitations.CREATED);
        } else if (s.version() == 0 && s.mzxid() != s.czxid()) {
            report(
                    a,
                    "stat-arithmetic",
                    path + " has the version 0 but was modified (mzxid "
                            + AnomalyText.hex(s.mzxid()) + ") after it was created (czxid "
                            + AnomalyText.hex(s.czxid())
                            + ")",
                    ZooKeeperCitations.VERSION);
        }
        if (s.czxid() > s.pzxid()) {
            report(
                    a,
                    "stat-arithmetic",
                    path + " got a child (pzxid " + AnomalyText.hex(s.pzxid()) + ") before it was created (czxid "
                            + AnomalyText.hex(s.czxid()) + ")",
                    ZooKeeperCitations.CREATED);
        }
        if (s.ephemeralOwner() != 0 && s.children() != 0) {
            report(
                    a,
                    "stat-arithmetic",
                    path + " is an ephemeral with " + s.children() + " children",
                    ZooKeeperCitations.EPHEMERALS);
        }
    }

    private boolean owners(Life life, Attempt a, String path, ZnodeStat stat) {
        if (stat.ephemeralOwner() != life.owner) {
            report(
                    a,
                    "two-owners",
                    path + " (czxid " + AnomalyText.hex(stat.czxid()) + ") is owned by session "
                            + AnomalyText.hex(life.owner) + " (attempt " + life.first.number() + ") and by session "
                            + AnomalyText.hex(stat.ephemeralOwner()) + " (attempt " + a.number() + ")",
                    ZooKeeperCitations.OWNER);
            return true;
        }
        boolean created = a.opcode().creates() && stat.ephemeralOwner() != 0 && a.session() != 0;
        if (created && stat.ephemeralOwner() != a.session()) {
            report(
                    a,
                    "two-owners",
                    "session " + AnomalyText.hex(a.session()) + " created " + path + ", and session "
                            + AnomalyText.hex(stat.ephemeralOwner()) + " owns it",
                    ZooKeeperCitations.OWNER);
            return true;
        }
        return false;
    }

    private boolean versions(Life life, Attempt a, String path, ZnodeStat stat) {
        Integer same = life.versions.putIfAbsent(stat.mzxid(), stat.version());
        Map.Entry<Long, Integer> below = life.versions.lowerEntry(stat.mzxid());
        Map.Entry<Long, Integer> above = life.versions.higherEntry(stat.mzxid());
        if (same != null && same != stat.version()) {
            return reportVersions(a, path, stat, stat.mzxid(), same);
        } else if (below != null && below.getValue() >= stat.version()) {
            return reportVersions(a, path, stat, below.getKey(), below.getValue());
        } else if (above != null && above.getValue() <= stat.version()) {
            return reportVersions(a, path, stat, above.getKey(), above.getValue());
        }
        return false;
    }

    private boolean reportVersions(Attempt a, String path, ZnodeStat stat, long otherZxid, int otherVersion) {
        report(
                a,
                "version-order",
                path + " has the version " + stat.version() + " at mzxid "
                        + AnomalyText.hex(stat.mzxid()) + " and the version " + otherVersion + " at mzxid "
                        + AnomalyText.hex(otherZxid),
                ZooKeeperCitations.VERSION);
        return true;
    }

    private void report(Attempt a, String kind, String headline, Citation promise) {
        Extent site = new Extent(a.sentNanos(), a.answeredNanos(), Set.of(a.client()), List.of(a.operation()));
        findings.add(kind, headline, Blame.ZOOKEEPER, site, promise);
    }
}
