package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.ensemble.StatSighting.Source;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link GuaranteesCheck} about Stats: of a single Stat, and of all Stats of one incarnation of a znode,
 * in responses, in observations of the watcher sessions and in the audit. Each incarnation is reported once. Not
 * thread-safe; O(n log n).
 *
 * <p>ZooKeeper computes the cversion of a Stat as twice the number of creates of children minus the number of children,
 * so the sum of cversion and children is even, and neither the number of creates nor that of deletes decreases as the
 * pzxid increases.
 */
final class StatRules {
    private record Incarnation(String path, long czxid) {}

    /** The data of a znode from one mzxid on. */
    private record Data(int version, long mtime, int length, Source first) {}

    /** The children of a znode from one pzxid on. */
    private record Children(int cversion, int children) {
        long creates() {
            return ((long) cversion + children) / 2;
        }

        long deletes() {
            return ((long) cversion - children) / 2;
        }

        String text() {
            return "cversion " + cversion + " and " + children + (children == 1 ? " child" : " children");
        }
    }

    /** An aversion, and the first Stat that shows it. */
    private record Acl(int aversion, Source first) {}

    /** What the Stats show of one incarnation of a znode: of its data, its children and its ACL. */
    private static final class KnownIncarnation {
        private final Incarnation incarnation;
        private final long owner;
        private final Source first;
        private final TreeMap<Long, Data> data = new TreeMap<>();
        private @Nullable TreeMap<Long, Children> children;
        /** The pzxid of a Stat that counts no create and no delete of a child; 0 while no such Stat was seen. */
        private long childlessPzxid;

        private int oldestAcl;
        private @Nullable Acl newestAcl;
        private boolean reported;

        KnownIncarnation(Incarnation incarnation, StatSighting first) {
            this.incarnation = incarnation;
            this.owner = first.stat().ephemeralOwner();
            this.first = first.source();
            this.oldestAcl = first.stat().aversion();
        }

        void acl(StatSighting s) {
            int aversion = s.stat().aversion();
            oldestAcl = Math.min(oldestAcl, aversion);
            if (aversion > 0 && (newestAcl == null || newestAcl.aversion() < aversion)) {
                newestAcl = new Acl(aversion, s.source());
            }
        }

        /** The largest zxid at which a Stat shows this incarnation. */
        long lastZxid() {
            long dataZxid = data.isEmpty() ? incarnation.czxid() : data.lastKey();
            return Math.max(dataZxid, children == null ? 0 : children.lastKey());
        }
    }

    private final History history;
    private final ZnodeTimeline znodes;
    private final PossibleChanges possible;
    private final AnomalyCollector findings;
    private final Map<Incarnation, KnownIncarnation> incarnations = new HashMap<>();
    private int repliesBehind;

    StatRules(History history, AnomalyCollector findings) {
        this.history = history;
        this.znodes = Analysis.of(history).znodes();
        this.possible =
                new PossibleChanges(history, znodes, Analysis.of(history).effects());
        this.findings = findings;
    }

    /** Examines a Stat and compares it with those of the same incarnation; O(log n). */
    void take(StatSighting s) {
        arithmetic(s);
        KnownIncarnation znode = incarnations.computeIfAbsent(
                new Incarnation(s.path(), s.stat().czxid()), i -> new KnownIncarnation(i, s));
        znode.acl(s);
        if (!znode.reported) {
            znode.reported = owners(znode, s) || data(znode, s) || children(znode, s);
        }
    }

    /** Compares a Stat with the zxid of its response, which the member determines after it has read the Stat. */
    void withReply(StatSighting s, long replyZxid) {
        ZnodeStat stat = s.stat();
        long shown = Math.max(stat.czxid(), Math.max(stat.mzxid(), stat.pzxid()));
        if (shown > replyZxid && repliesBehind++ == 0) {
            String what = "the response with a Stat of " + s.path() + " has the zxid " + hex(replyZxid)
                    + ", although the Stat shows a change at " + hex(shown) + " ("
                    + s.source().text() + ")";
            report(s, "reply-behind", what, ZooKeeperCitations.TOTAL_ORDER);
        }
    }

    /** Judges what only all Stats together show; call it last. */
    void finish(WatchEvents events) {
        Map<String, List<KnownIncarnation>> byPath = new HashMap<>();
        incarnations.forEach((incarnation, znode) -> {
            byPath.computeIfAbsent(incarnation.path(), p -> new ArrayList<>(1)).add(znode);
            events.existed(incarnation.path(), incarnation.czxid(), znode.lastZxid());
            acl(znode);
            if (!znode.reported) {
                childrenAreCounted(znode);
            }
            if (!znode.reported) {
                znode.reported = eventsAreExplained(znode, events);
            }
            if (!znode.reported && znodes.createdInThisRun(incarnation.czxid())) {
                versionsAreExplained(znode);
            }
        });
        byPath.values().stream().filter(all -> all.size() > 1).forEach(this::successive);
    }

    private void arithmetic(StatSighting sighting) {
        ZnodeStat s = sighting.stat();
        String path = sighting.path();
        if (s.czxid() > s.mzxid()) {
            String what = path + " was modified (mzxid " + hex(s.mzxid()) + ") before it was created (czxid "
                    + hex(s.czxid()) + ")";
            report(sighting, "stat-arithmetic", what, ZooKeeperCitations.CREATED);
        } else if (s.version() == 0 && s.mzxid() != s.czxid()) {
            String what = path + " has the version 0 but was modified (mzxid " + hex(s.mzxid())
                    + ") after it was created (czxid " + hex(s.czxid()) + ")";
            report(sighting, "stat-arithmetic", what, ZooKeeperCitations.VERSION);
        }
        if (s.czxid() > s.pzxid()) {
            String what = path + " got a child (pzxid " + hex(s.pzxid()) + ") before it was created (czxid "
                    + hex(s.czxid()) + ")";
            report(sighting, "stat-arithmetic", what, ZooKeeperCitations.CREATED);
        }
        boolean withChildren = s.children() != 0 || s.cversion() != 0;
        if (s.ephemeralOwner() != 0 && s.children() != 0) {
            String what = path + " is an ephemeral with " + s.children() + " children";
            report(sighting, "stat-arithmetic", what, ZooKeeperCitations.EPHEMERALS);
        } else if (withChildren && ((s.cversion() + s.children()) % 2 != 0 || s.children() > s.cversion())) {
            String what = path + " has " + new Children(s.cversion(), s.children()).text()
                    + ", although the cversion counts each create and each delete of a child";
            report(sighting, "stat-arithmetic", what, ZooKeeperCitations.CVERSION);
        }
    }

    private boolean owners(KnownIncarnation znode, StatSighting s) {
        ZnodeStat stat = s.stat();
        if (stat.ephemeralOwner() != znode.owner) {
            String what = s.path() + " (czxid " + hex(stat.czxid()) + ") is owned by session " + hex(znode.owner) + " ("
                    + znode.first.text() + ") and by session " + hex(stat.ephemeralOwner()) + " ("
                    + s.source().text() + ")";
            return report(s, "two-owners", what, ZooKeeperCitations.OWNER);
        }
        Attempt a = stat.ephemeralOwner() == 0 || s.source().attempt() < 0
                ? null
                : history.attempts().get(s.source().attempt());
        if (a != null && a.opcode().creates() && a.session() != 0 && stat.ephemeralOwner() != a.session()) {
            String what = "session " + hex(a.session()) + " created " + s.path() + ", and session "
                    + hex(stat.ephemeralOwner()) + " owns it";
            return report(s, "two-owners", what, ZooKeeperCitations.OWNER);
        }
        return false;
    }

    private boolean data(KnownIncarnation znode, StatSighting s) {
        ZnodeStat stat = s.stat();
        Data now = new Data(stat.version(), stat.mtime(), stat.dataLength(), s.source());
        Data same = znode.data.putIfAbsent(stat.mzxid(), now);
        Map.Entry<Long, Data> below = znode.data.lowerEntry(stat.mzxid());
        Map.Entry<Long, Data> above = znode.data.higherEntry(stat.mzxid());
        if (same != null && same.version() != stat.version()) {
            return versions(s, stat.mzxid(), same.version());
        } else if (below != null && below.getValue().version() >= stat.version()) {
            return versions(s, below.getKey(), below.getValue().version());
        } else if (above != null && above.getValue().version() <= stat.version()) {
            return versions(s, above.getKey(), above.getValue().version());
        } else if (same != null && same.mtime() != stat.mtime()) {
            return twice(s, "mtime", same.mtime(), stat.mtime(), same.first());
        } else if (same != null && same.length() != stat.dataLength()) {
            return twice(s, "dataLength", same.length(), stat.dataLength(), same.first());
        }
        if (same != null && s.source().atNanos() < same.first().atNanos()) {
            znode.data.put(stat.mzxid(), now);
        }
        return false;
    }

    private boolean versions(StatSighting s, long otherZxid, int otherVersion) {
        String what = s.path() + " has the version " + s.stat().version() + " at mzxid "
                + hex(s.stat().mzxid()) + " and the version " + otherVersion + " at mzxid " + hex(otherZxid);
        return report(s, "version-order", what, ZooKeeperCitations.VERSION);
    }

    private boolean twice(StatSighting s, String field, long one, long two, Source first) {
        String what = s.path() + " has two values of " + field + " at mzxid "
                + hex(s.stat().mzxid()) + ": " + one + " (" + first.text() + ") and " + two + " ("
                + s.source().text() + ")";
        return report(s, "stat-arithmetic", what, ZooKeeperCitations.TOTAL_ORDER);
    }

    private boolean children(KnownIncarnation znode, StatSighting s) {
        ZnodeStat stat = s.stat();
        if (znode.children == null) {
            if (stat.cversion() == 0 && stat.children() == 0) {
                znode.childlessPzxid = stat.pzxid();
                return false;
            }
            znode.children = new TreeMap<>();
            if (znode.childlessPzxid != 0) {
                znode.children.put(znode.childlessPzxid, new Children(0, 0));
            }
        }
        Children now = new Children(stat.cversion(), stat.children());
        Children same = znode.children.putIfAbsent(stat.pzxid(), now);
        if (same != null && !same.equals(now)) {
            return children(s, now, stat.pzxid(), same);
        }
        Map.Entry<Long, Children> below = znode.children.lowerEntry(stat.pzxid());
        Map.Entry<Long, Children> above = znode.children.higherEntry(stat.pzxid());
        if (below != null && !mayFollow(below.getValue(), now)) {
            return children(s, now, below.getKey(), below.getValue());
        }
        return above != null && !mayFollow(now, above.getValue()) && children(s, now, above.getKey(), above.getValue());
    }

    private static boolean mayFollow(Children one, Children two) {
        return two.cversion() > one.cversion() && two.creates() >= one.creates() && two.deletes() >= one.deletes();
    }

    private boolean children(StatSighting s, Children now, long otherZxid, Children other) {
        String what = s.path() + " has " + now.text() + " at pzxid "
                + hex(s.stat().pzxid()) + ", and " + other.text() + " at pzxid " + hex(otherZxid);
        return report(s, "child-count", what, ZooKeeperCitations.NUM_CHILDREN);
    }

    /** The ACL of a znode changes only by the requests of clients. */
    private void acl(KnownIncarnation znode) {
        Acl newest = znode.newestAcl;
        int before = znodes.createdInThisRun(znode.incarnation.czxid()) ? 0 : znode.oldestAcl;
        String path = znode.incarnation.path();
        long sent =
                newest == null ? 0 : possible.aclChanges(path, newest.first().atNanos());
        if (newest != null && newest.aversion() - before > sent) {
            String what = path + " has the aversion " + newest.aversion() + " after " + before
                    + ", although clients had sent " + sent + " setACL";
            report(path, newest.first(), "stat-arithmetic", what, ZooKeeperCitations.AVERSION);
        }
    }

    /** Between two known states there are no more watch events of sets than versions. */
    private boolean eventsAreExplained(KnownIncarnation znode, WatchEvents events) {
        String path = znode.incarnation.path();
        Map.Entry<Long, Data> before = null;
        for (Map.Entry<Long, Data> entry : znode.data.entrySet()) {
            int between = before == null
                    ? 0
                    : entry.getValue().version() - before.getValue().version() - 1;
            long sets = before == null ? 0 : events.sets(path, before.getKey(), entry.getKey());
            if (before != null && sets > between) {
                String what = "watch events report " + sets + (sets == 1 ? " set" : " sets") + " of " + path
                        + " between the mzxids " + hex(before.getKey()) + " and " + hex(entry.getKey())
                        + ", although the versions " + before.getValue().version() + " and "
                        + entry.getValue().version() + " leave room for " + between;
                report(path, entry.getValue().first(), "false-event", what, ZooKeeperCitations.WATCHES);
                return true;
            }
            before = entry;
        }
        return false;
    }

    /** A Stat counts at least the creates and deletes of children that are known up to its pzxid. */
    private void childrenAreCounted(KnownIncarnation znode) {
        Map<Long, Children> known = znode.children;
        if (known == null) {
            return;
        }
        String path = znode.incarnation.path();
        List<Long> creates = new ArrayList<>();
        List<Long> deletes = new ArrayList<>();
        for (ZnodeLifetime child : znodes.children(path)) {
            if (child.czxid() > znode.incarnation.czxid()) {
                creates.add(child.czxid());
                if (child.exact() && child.gone() != ZnodeLifetime.NEVER) {
                    deletes.add(child.gone());
                }
            }
        }
        deletes.sort(null);
        for (Map.Entry<Long, Children> entry : known.entrySet()) {
            int created = SortedSearch.upTo(creates.size(), creates::get, entry.getKey());
            int deleted = SortedSearch.upTo(deletes.size(), deletes::get, entry.getKey());
            Children counted = entry.getValue();
            if (counted.creates() < created || counted.deletes() < deleted) {
                String what = path + " has " + counted.text() + " at pzxid " + hex(entry.getKey())
                        + ", by which at least " + created + " children had been created and " + deleted + " deleted";
                report(path, znode.first, "child-count", what, ZooKeeperCitations.NUM_CHILDREN);
                return;
            }
        }
    }

    /** Each version comes from an acknowledged set, from a set whose response is unknown, or from a multi. */
    private void versionsAreExplained(KnownIncarnation znode) {
        String path = znode.incarnation.path();
        long beforeZxid = znode.incarnation.czxid();
        int before = 0;
        for (Map.Entry<Long, Data> entry : znode.data.entrySet()) {
            Data data = entry.getValue();
            long unseen = data.version() - (long) before - (possible.acknowledged(entry.getKey()) ? 1 : 0);
            long most = unseen <= 0
                    ? 0
                    : possible.unseenSets(path, beforeZxid, data.first().atNanos());
            if (unseen > most && entry.getKey() <= possible.newestZxid()) {
                String what = path + " has the version " + data.version() + " at mzxid " + hex(entry.getKey())
                        + ", after the version " + before + " at " + hex(beforeZxid)
                        + ", although at most " + most + " sets without a known response can have come in between";
                report(path, data.first(), "version-order", what, ZooKeeperCitations.VERSION);
                return;
            }
            before = data.version();
            beforeZxid = entry.getKey();
        }
    }

    /** A znode existed only until the next one at its path was created. */
    private void successive(List<KnownIncarnation> incarnations) {
        incarnations.sort(Comparator.comparingLong(znode -> znode.incarnation.czxid()));
        for (int i = 1; i < incarnations.size(); i++) {
            KnownIncarnation older = incarnations.get(i - 1);
            KnownIncarnation younger = incarnations.get(i);
            long nextCzxid = younger.incarnation.czxid();
            if (older.lastZxid() >= nextCzxid && !older.reported && !younger.reported) {
                String path = younger.incarnation.path();
                String what = path + " was created at " + hex(older.incarnation.czxid()) + " and changed at "
                        + hex(older.lastZxid()) + ", and was created again at " + hex(nextCzxid) + " in between ("
                        + older.first.text() + ", " + younger.first.text() + ")";
                report(path, younger.first, "two-incarnations", what, ZooKeeperCitations.CREATED);
                return;
            }
        }
    }

    private boolean report(StatSighting s, String kind, String headline, Citation promise) {
        report(s.path(), s.source(), kind, headline, promise);
        return true;
    }

    private void report(String path, Source source, String kind, String headline, Citation promise) {
        findings.add(kind, headline, Blame.ZOOKEEPER, source.extent(path, history), promise);
    }
}
