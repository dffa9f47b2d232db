package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.MultiContent;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.MemberAudited;
import dev.stampede.checker.history.data.Event.ZnodeAudited;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares audited trees: those of all members at one zxid, and those of one member before and after it was killed and
 * restarted. Not thread-safe.
 *
 * <p>All znodes that one member lacks are one anomaly, and so are all znodes in which two members differ. If a znode is
 * missing, the Stat of its parent differs, too; that is not a separate difference.
 *
 * <p>These changes between the rounds are not reported: the harness writes {@code /stampede-audit-N}; the server
 * deletes ephemeral znodes of ended sessions, empty containers and expired TTL nodes; restarts change {@code
 * /zookeeper}.
 */
final class AuditTrees {
    private static final String CONFIG = "/zookeeper/config";
    private static final String RESERVED = "/zookeeper";
    private static final String AUDIT_WRITES = "/stampede-audit-";
    private static final String TREE_DIFFERS = "tree-differs";

    private final AnomalyCollector findings;
    /** The paths of containers and TTL nodes, and those of writes that had no response when the audit began. */
    private final Set<String> mayChange = new HashSet<>();

    AuditTrees(History history, ZnodeTimeline znodes, AnomalyCollector findings, BudgetGuard guard) {
        this.findings = findings;
        AuditRound audit = AuditRound.of(history).get(0);
        for (Attempt a : guard.each(history.attempts(Opcode::writes))) {
            boolean serverMayDelete = a.opcode() == Opcode.CREATE_CONTAINER || a.opcode() == Opcode.CREATE_TTL;
            if (serverMayDelete || !audit.shows(a.answeredNanos())) {
                paths(a).forEach(path -> mayChange.add(znodes.absolute(path)));
            }
        }
    }

    private static Stream<String> paths(Attempt write) {
        return write.opcode() == Opcode.MULTI
                ? MultiContent.of(write).parts().stream().map(MultiContent.Part::path)
                : Stream.ofNullable(write.path());
    }

    /**
     * Compares each member with the first one that was read at the same zxid: a difference is a violation. A difference
     * between members that were read at different zxids proves nothing and is a gap.
     */
    void compareMembers(AuditRound round, List<String> gaps) {
        Map<Long, MemberAudited> firstByZxid = new LinkedHashMap<>();
        for (MemberAudited e : round.members.values()) {
            if (round.treeRead(e) && !round.torn.containsKey(e.member())) {
                MemberAudited other = firstByZxid.putIfAbsent(e.zxid(), e);
                if (other != null) {
                    compare(round, other, e);
                }
            }
        }
        List<MemberAudited> firstOfEachZxid = List.copyOf(firstByZxid.values());
        if (firstOfEachZxid.stream().skip(1).anyMatch(e -> !differences(round, firstOfEachZxid.get(0), e)
                .isEmpty())) {
            gaps.add("the members were read at different zxids" + round.when + ", and their trees differ");
        }
    }

    private void compare(AuditRound round, MemberAudited one, MemberAudited two) {
        Differences differences = differences(round, one, two);
        String where = " at the same zxid " + AnomalyText.hex(one.zxid()) + round.when;
        reportMissing(one, two, differences.onlyRight(), where);
        reportMissing(two, one, differences.onlyLeft(), where);
        if (!differences.fields().isEmpty()) {
            String members = "members " + one.member() + " and " + two.member() + " differ in ";
            add(members, differences.fields(), where, one, two, ZooKeeperCitations.REGARDLESS_OF_THE_SERVER);
        }
    }

    private void reportMissing(MemberAudited one, MemberAudited two, Collection<String> paths, String where) {
        Map<String, String> lacking = new TreeMap<>();
        paths.forEach(path -> lacking.put(path, ""));
        String has = (paths.size() == 1 ? ", which member " : " that member ") + two.member() + " has" + where;
        if (!paths.isEmpty()) {
            add(
                    "member " + one.member() + " lacks ",
                    lacking,
                    has,
                    one,
                    two,
                    ZooKeeperCitations.REGARDLESS_OF_THE_SERVER);
        }
    }

    private void add(
            String what,
            Map<String, String> paths,
            String where,
            MemberAudited one,
            MemberAudited two,
            Citation promise) {
        List<String> each = new ArrayList<>();
        paths.forEach((path, detail) -> each.add(path + (detail.isEmpty() ? "" : " (" + detail + ")")));
        Extent extent = new Extent(
                        Math.min(one.atNanos(), two.atNanos()),
                        Math.max(one.atNanos(), two.atNanos()),
                        Set.of(),
                        List.of())
                .about(paths.keySet(), Set.of());
        if (each.size() == 1) {
            findings.add(TREE_DIFFERS, what + each.get(0) + where, Blame.ZOOKEEPER, extent, promise);
        } else {
            String count = what + each.size() + " znodes" + where + ": " + shortList(List.copyOf(paths.keySet()));
            findings.add(TREE_DIFFERS, count, reasons(each), Blame.ZOOKEEPER, extent, promise, null);
        }
    }

    /** Names members, for a headline: {@code members 1, 2 and 3}. */
    static String names(List<MemberAudited> members) {
        List<String> each =
                members.stream().map(m -> Integer.toString(m.member())).toList();
        int last = each.size() - 1;
        return last == 0
                ? "member " + each.get(0)
                : "members " + String.join(", ", each.subList(0, last)) + " and " + each.get(last);
    }

    /** The first elements of a list, for a headline. */
    static String shortList(List<String> all) {
        int most = 3;
        return String.join(", ", all.subList(0, Math.min(most, all.size()))) + (all.size() > most ? ", …" : "");
    }

    /** The first elements of a list as the steps of an explanation, and the number of the others. */
    static List<String> reasons(List<String> all) {
        if (all.size() <= Anomaly.MAX_STEPS) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, Anomaly.MAX_STEPS - 1));
        first.add("and " + (all.size() - first.size()) + " more");
        return first;
    }

    /**
     * The differences between two trees.
     *
     * @param fields the differing fields of znodes that are in both trees, by path
     */
    private record Differences(Set<String> onlyLeft, Set<String> onlyRight, Map<String, String> fields) {
        boolean isEmpty() {
            return onlyLeft.isEmpty() && onlyRight.isEmpty() && fields.isEmpty();
        }
    }

    private static Differences differences(AuditRound round, MemberAudited one, MemberAudited two) {
        Map<String, ZnodeAudited> left = round.tree(one.member());
        Map<String, ZnodeAudited> right = round.tree(two.member());
        Set<String> onlyLeft = round.partlyRead.containsKey(two.member()) ? Set.of() : missing(left, right);
        Set<String> onlyRight = round.partlyRead.containsKey(one.member()) ? Set.of() : missing(right, left);
        Set<String> otherChildren = new HashSet<>();
        onlyLeft.forEach(path -> otherChildren.add(ZnodeTimeline.parent(path)));
        onlyRight.forEach(path -> otherChildren.add(ZnodeTimeline.parent(path)));
        Map<String, String> fields = new TreeMap<>();
        left.forEach((path, a) -> {
            ZnodeAudited b = right.get(path);
            String difference = b == null ? "" : difference(a, b, !otherChildren.contains(path), !path.equals(CONFIG));
            if (!difference.isEmpty()) {
                fields.put(path, difference);
            }
        });
        return new Differences(onlyLeft, onlyRight, fields);
    }

    private static Set<String> missing(Map<String, ZnodeAudited> of, Map<String, ZnodeAudited> in) {
        Set<String> missing = new TreeSet<>();
        for (String path : of.keySet()) {
            if (!in.containsKey(path)) {
                missing.add(path);
            }
        }
        return missing;
    }

    private static String difference(ZnodeAudited a, ZnodeAudited b, boolean children, boolean mtime) {
        if (a.data().equals(b.data()) && a.acl().equals(b.acl()) && a.stat().equals(b.stat())) {
            return "";
        }
        List<String> fields = new ArrayList<>();
        field(fields, "data", a.data(), b.data());
        field(fields, "acl", a.acl(), b.acl());
        ZnodeStat x = a.stat();
        ZnodeStat y = b.stat();
        field(fields, "czxid", AnomalyText.hex(x.czxid()), AnomalyText.hex(y.czxid()));
        field(fields, "mzxid", AnomalyText.hex(x.mzxid()), AnomalyText.hex(y.mzxid()));
        if (children) {
            field(fields, "pzxid", AnomalyText.hex(x.pzxid()), AnomalyText.hex(y.pzxid()));
        }
        if (mtime) {
            field(fields, "mtime", x.mtime(), y.mtime());
        }
        field(fields, "version", x.version(), y.version());
        if (children) {
            field(fields, "cversion", x.cversion(), y.cversion());
        }
        field(fields, "aversion", x.aversion(), y.aversion());
        field(fields, "ephemeralOwner", AnomalyText.hex(x.ephemeralOwner()), AnomalyText.hex(y.ephemeralOwner()));
        field(fields, "dataLength", x.dataLength(), y.dataLength());
        if (children) {
            field(fields, "numChildren", x.children(), y.children());
        }
        return String.join(", ", fields);
    }

    private static void field(List<String> fields, String name, Object one, Object two) {
        if (!one.equals(two)) {
            fields.add(name + " " + one + " and " + two);
        }
    }

    /** Compares the trees of each member in the first and in the second round. */
    void compareRounds(AuditRound before, AuditRound after) {
        for (MemberAudited old : before.members.values()) {
            MemberAudited now = after.members.get(old.member());
            if (now != null
                    && wholeAtOneZxid(before, old)
                    && wholeAtOneZxid(after, now)
                    && !before.tree(old.member()).isEmpty()
                    && !after.tree(now.member()).isEmpty()) {
                compareRounds(before.tree(old.member()), after.tree(now.member()), old, now, after.when);
            }
        }
    }

    private static boolean wholeAtOneZxid(AuditRound round, MemberAudited e) {
        return e.problem() == null && !round.torn.containsKey(e.member()) && !round.partlyRead.containsKey(e.member());
    }

    private void compareRounds(
            Map<String, ZnodeAudited> left,
            Map<String, ZnodeAudited> right,
            MemberAudited old,
            MemberAudited now,
            String when) {
        Map<String, String> lost = new TreeMap<>();
        Map<String, String> changed = new TreeMap<>();
        Set<String> gone = missing(left, right);
        Set<String> otherChildren = new HashSet<>(Set.of("/"));
        mayChange.forEach(path -> otherChildren.add(ZnodeTimeline.parent(path)));
        gone.forEach(path -> otherChildren.add(ZnodeTimeline.parent(path)));
        missing(right, left).forEach(path -> otherChildren.add(ZnodeTimeline.parent(path)));
        left.forEach((path, a) -> {
            ZnodeAudited b = right.get(path);
            if (path.startsWith(RESERVED) || path.startsWith(AUDIT_WRITES) || mayChange.contains(path)) {
                return;
            } else if (b == null) {
                if (a.stat().ephemeralOwner() == 0) {
                    lost.put(path, "");
                }
                return;
            }
            String difference = difference(a, b, !otherChildren.contains(path), true);
            if (!difference.isEmpty()) {
                changed.put(path, difference);
            }
        });
        right.forEach((path, b) -> {
            boolean wasThere = b.stat().czxid() <= old.zxid() && !left.containsKey(path);
            if (wasThere && !path.startsWith(RESERVED) && !path.startsWith(AUDIT_WRITES)) {
                changed.put(
                        path,
                        "it was missing, although it was created at "
                                + AnomalyText.hex(b.stat().czxid()));
            }
        });
        if (!lost.isEmpty()) {
            add("member " + old.member() + " lost ", lost, when, old, now, ZooKeeperCitations.RELIABILITY);
        }
        if (!changed.isEmpty()) {
            add("member " + old.member() + " changed ", changed, when, old, now, ZooKeeperCitations.RELIABILITY);
        }
    }
}
