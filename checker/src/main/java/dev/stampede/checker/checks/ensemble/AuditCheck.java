package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the audit at the end of a run (or from both audits of a thorough one) whether the ensemble is intact:
 * all members have the same tree at one zxid, every ephemeral znode has a live owner, every member can be reached and
 * accepts a write, and no acknowledged znode of the durability probe is missing.
 *
 * <p>A difference between two trees is a violation only at the same zxid. A history without an audit, or with members
 * that were read at different zxids and differ, is INCONCLUSIVE unless another violation is found. The mtime of {@code
 * /zookeeper/config} is not compared, because each member takes it from its own clock.
 *
 * <p>If the audit read only a part of a tree, because the tree exceeds the limit, the absence of a znode proves
 * nothing. Then only znodes that were read on both members are compared, and the result is INCONCLUSIVE unless a
 * violation is found.
 *
 * <p>A history that passes: members 1, 2 and 3 audited at zxid 0x200000009, each with {@code /} and {@code /a}, equal
 * in all fields; writes through all three succeeded; {@code /a} is owned by session 0x1, which is alive.
 *
 * <p>One that fails, kind {@code tree-differs}: the same, but {@code /a} is missing on member 3: “member 3 lacks /a,
 * which member 1 has at the same zxid 0x200000009”.
 *
 * <p>No parameters. O(n log n) in the audited znodes.
 */
public final class AuditCheck implements Check {
    public static final String NAME = "audit";

    static final String MEMBERS = "members";

    private static final String UNREACHED = "unreached";
    private static final String WRITE_FAILED = "write-failed";
    private static final String CONFIG = "/zookeeper/config";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    @Override
    public Gravity gravity(String kind) {
        return kind.equals(UNREACHED) || kind.equals(WRITE_FAILED) ? Gravity.PROGRESS : Gravity.STATE;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<AuditRound> rounds = AuditRound.of(history);
        if (rounds.get(0).members.isEmpty()) {
            return CheckResult.inconclusive(
                    NAME,
                    Coverage.of(MEMBERS, 0)
                            .notJudged(
                                    "there was no audit",
                                    history.header().members().size()),
                    "",
                    "the history contains no audit: the run ended before it");
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        List<String> gaps = new ArrayList<>();
        for (AuditRound round : rounds) {
            gaps.addAll(round.gaps(history.header().members()));
            unreached(round, findings);
            trees(round, findings, gaps);
            ephemerals(round, findings);
            writes(round, findings);
            markers(round, findings);
        }
        return conclude(history, rounds, findings, gaps);
    }

    private static void unreached(AuditRound round, AnomalyCollector findings) {
        for (Event.MemberAudited e : round.members.values()) {
            if (e.problem() != null) {
                findings.add(
                        UNREACHED,
                        "member " + e.member() + " could not be reached" + round.when + ": " + e.problem(),
                        Blame.ZOOKEEPER,
                        Extent.at(e.atNanos()),
                        ZooKeeperCitations.AVAILABILITY);
            }
        }
    }

    /**
     * Compares each member with the first one. A difference is a violation at the same zxid, otherwise it proves
     * nothing.
     */
    private static void trees(AuditRound round, AnomalyCollector findings, List<String> gaps) {
        Map<Long, Event.MemberAudited> first = new LinkedHashMap<>();
        for (Event.MemberAudited e : round.members.values()) {
            if (e.problem() == null) {
                Event.MemberAudited other = first.putIfAbsent(e.zxid(), e);
                if (other != null) {
                    compare(round, other, e, findings);
                }
            }
        }
        List<Event.MemberAudited> apart = List.copyOf(first.values());
        if (apart.stream().skip(1).anyMatch(e -> !differences(round, apart.get(0), e)
                .isEmpty())) {
            gaps.add("the members were read at different zxids" + round.when + ", and their trees differ");
        }
    }

    private static void compare(
            AuditRound round, Event.MemberAudited one, Event.MemberAudited two, AnomalyCollector findings) {
        for (String difference : differences(round, one, two)) {
            findings.add(
                    "tree-differs",
                    difference + " at the same zxid " + AnomalyText.hex(one.zxid()) + round.when,
                    Blame.ZOOKEEPER,
                    new Extent(
                            Math.min(one.atNanos(), two.atNanos()),
                            Math.max(one.atNanos(), two.atNanos()),
                            Set.of(),
                            List.of()),
                    ZooKeeperCitations.REGARDLESS_OF_THE_SERVER);
        }
    }

    private static List<String> differences(AuditRound round, Event.MemberAudited one, Event.MemberAudited two) {
        Map<String, Event.ZnodeAudited> left = round.trees.getOrDefault(one.member(), Map.of());
        Map<String, Event.ZnodeAudited> right = round.trees.getOrDefault(two.member(), Map.of());
        Set<String> paths = new TreeSet<>(left.keySet());
        paths.addAll(right.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            Event.ZnodeAudited a = left.get(path);
            Event.ZnodeAudited b = right.get(path);
            boolean unknown = (a == null && round.partlyRead.containsKey(one.member()))
                    || (b == null && round.partlyRead.containsKey(two.member()));
            String difference = unknown
                    ? null
                    : a == null
                            ? "member " + one.member() + " lacks " + path + ", which member " + two.member() + " has"
                            : b == null
                                    ? "member " + two.member() + " lacks " + path + ", which member " + one.member()
                                            + " has"
                                    : difference(a, b);
            if (difference != null) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private static @Nullable String difference(Event.ZnodeAudited a, Event.ZnodeAudited b) {
        List<String> fields = new ArrayList<>();
        field(fields, "data", a.data(), b.data());
        field(fields, "acl", a.acl(), b.acl());
        ZnodeStat x = a.stat();
        ZnodeStat y = b.stat();
        field(fields, "czxid", AnomalyText.hex(x.czxid()), AnomalyText.hex(y.czxid()));
        field(fields, "mzxid", AnomalyText.hex(x.mzxid()), AnomalyText.hex(y.mzxid()));
        field(fields, "pzxid", AnomalyText.hex(x.pzxid()), AnomalyText.hex(y.pzxid()));
        if (!a.path().equals(CONFIG)) {
            field(fields, "mtime", x.mtime(), y.mtime());
        }
        field(fields, "version", x.version(), y.version());
        field(fields, "cversion", x.cversion(), y.cversion());
        field(fields, "aversion", x.aversion(), y.aversion());
        field(fields, "ephemeralOwner", AnomalyText.hex(x.ephemeralOwner()), AnomalyText.hex(y.ephemeralOwner()));
        field(fields, "dataLength", x.dataLength(), y.dataLength());
        field(fields, "numChildren", x.children(), y.children());
        return fields.isEmpty()
                ? null
                : "members " + a.member() + " and " + b.member() + " differ in " + a.path() + " ("
                        + String.join(", ", fields) + ")";
    }

    private static void field(List<String> fields, String name, Object one, Object two) {
        if (!one.equals(two)) {
            fields.add(name + " " + one + " and " + two);
        }
    }

    private static void ephemerals(AuditRound round, AnomalyCollector findings) {
        Event.SessionsAudited sessions = round.sessions;
        if (sessions == null) {
            return;
        }
        Set<Long> alive = new HashSet<>(sessions.sessions());
        round.trees.forEach((member, tree) -> tree.values().stream()
                .filter(z -> z.stat().ephemeralOwner() != 0
                        && !alive.contains(z.stat().ephemeralOwner()))
                .sorted(Comparator.comparing(Event.ZnodeAudited::path))
                .forEach(z -> findings.add(
                        "orphan-ephemeral",
                        "member " + member + " still has " + z.path() + ", whose owner, session "
                                + AnomalyText.hex(z.stat().ephemeralOwner()) + ", is no longer alive" + round.when,
                        Blame.ZOOKEEPER,
                        Extent.at(z.atNanos()),
                        ZooKeeperCitations.EPHEMERALS)));
    }

    private static void writes(AuditRound round, AnomalyCollector findings) {
        for (Event.WriteAudited e : round.writes) {
            if (e.problem() != null) {
                findings.add(
                        WRITE_FAILED,
                        "a write through member " + e.member() + " failed after all faults were healed"
                                + (round.when.isEmpty() ? "" : " and" + round.when) + ": " + e.problem(),
                        Blame.ZOOKEEPER,
                        Extent.at(e.atNanos()),
                        ZooKeeperCitations.AVAILABILITY);
            }
        }
    }

    private static void markers(AuditRound round, AnomalyCollector findings) {
        for (Event.MarkersAudited e : round.markers) {
            if (!e.missing().isEmpty()) {
                List<String> reported =
                        e.missing().subList(0, Math.min(5, e.missing().size()));
                findings.add(
                        "lost-write",
                        e.missing().size() + " of " + e.acknowledged()
                                + " acknowledged znodes of the durability probe are missing" + round.when
                                + ": "
                                + String.join(", ", reported)
                                + (reported.size() < e.missing().size() ? ", …" : ""),
                        Blame.ZOOKEEPER,
                        Extent.at(e.atNanos()),
                        ZooKeeperCitations.RELIABILITY);
            }
        }
    }

    private static CheckResult conclude(
            History history, List<AuditRound> rounds, AnomalyCollector findings, List<String> gaps) {
        AuditRound first = rounds.get(0);
        Coverage coverage = first.coverage(history.header().members());
        String scope =
                first.znodes() + " znodes" + (rounds.size() == 1 ? "" : ", and again after every member was killed");
        if (findings.count() == 0 && !gaps.isEmpty()) {
            return CheckResult.inconclusive(
                    NAME, coverage, scope, "the audit is not complete: " + String.join("; ", gaps));
        }
        return findings.result(coverage, scope);
    }
}
