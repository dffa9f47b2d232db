package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ZnodeTimeline;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides from the audit at the end of a run (or from both audits of a thorough run) whether the ensemble is intact:
 * all members have the same tree at one zxid, every ephemeral znode has a live owner, and no acknowledged write of the
 * durability probe or of a client is missing. In a thorough run each member must have the same tree after its restart
 * as before it was killed.
 *
 * <p>A difference between two trees is a violation only at the same zxid. A history is INCONCLUSIVE, unless another
 * violation is found, if it has no audit, or if trees differ that were read at different zxids. The mtime of {@code
 * /zookeeper/config} is not compared, because each member takes it from its own clock.
 *
 * <p>A member that the audit could not read, or through which the audit could not write, counts as not judged: the
 * cause may be an overloaded machine. Then the result is INCONCLUSIVE unless a violation is found. The check {@code
 * recovery} decides whether the ensemble serves clients again after a fault.
 *
 * <p>If the audit read only a part of a tree, because the tree exceeds the limit, a znode that is not in this part may
 * exist. The check does not report such a znode as missing, and the result is INCONCLUSIVE unless a violation is found.
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
        return Gravity.STATE;
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
        return findings.within(
                budget,
                () -> Coverage.of(MEMBERS, 0)
                        .notJudged(Coverage.OUT_OF_TIME, rounds.get(0).members.size()),
                guard -> judge(history, rounds, findings, guard));
    }

    private static CheckResult judge(
            History history, List<AuditRound> rounds, AnomalyCollector findings, BudgetGuard guard) {
        List<String> gaps = new ArrayList<>();
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        AuditTrees trees = new AuditTrees(history, znodes, findings, guard);
        AuditedWrites writes = new AuditedWrites(history, znodes, findings, guard);
        for (AuditRound round : rounds) {
            gaps.addAll(round.gaps(history.header().members()));
            trees.compareMembers(round, gaps);
            ephemerals(round, znodes, findings);
            markers(round, findings);
            writes.judge(round);
            round.members.values().stream()
                    .filter(m -> round.treeRead(m)
                            && !round.torn.containsKey(m.member())
                            && !round.partlyRead.containsKey(m.member()))
                    .forEach(m -> AuditedStructure.judge(round, m, findings));
        }
        if (rounds.size() > 1) {
            trees.compareRounds(rounds.get(0), rounds.get(1));
        }
        return conclude(history, rounds, findings, gaps);
    }

    /**
     * Reports the ephemeral znodes of each session that is not alive, or whose close was acknowledged at a zxid that
     * the member had applied. The leader may still track a closed session, but the member must have deleted its
     * ephemeral znodes.
     */
    private static void ephemerals(AuditRound round, ZnodeTimeline znodes, AnomalyCollector findings) {
        Event.SessionsAudited sessions = round.sessions;
        Set<Long> alive = sessions == null ? Set.of() : new HashSet<>(sessions.sessions());
        for (Event.MemberAudited member : round.members.values()) {
            Map<Long, List<Event.ZnodeAudited>> orphans = new TreeMap<>();
            round.tree(member.member()).values().stream()
                    .filter(z -> z.stat().ephemeralOwner() != 0)
                    .sorted(Comparator.comparing(Event.ZnodeAudited::path))
                    .filter(z -> (sessions != null && !alive.contains(z.stat().ephemeralOwner()))
                            || ownerClosed(member, z, znodes))
                    .forEach(z -> orphans.computeIfAbsent(z.stat().ephemeralOwner(), o -> new ArrayList<>())
                            .add(z));
            orphans.forEach((owner, all) -> orphans(round, member, owner, all, znodes, findings));
        }
    }

    private static boolean ownerClosed(Event.MemberAudited member, Event.ZnodeAudited z, ZnodeTimeline znodes) {
        ZnodeTimeline.Close close = znodes.close(z.stat().ephemeralOwner());
        return close != null && z.stat().czxid() <= close.zxid() && close.zxid() <= member.zxid();
    }

    private static void orphans(
            AuditRound round,
            Event.MemberAudited member,
            long owner,
            List<Event.ZnodeAudited> all,
            ZnodeTimeline znodes,
            AnomalyCollector findings) {
        List<String> paths = all.stream().map(Event.ZnodeAudited::path).toList();
        ZnodeTimeline.Close close = znodes.close(owner);
        String end = close != null && ownerClosed(member, all.get(0), znodes)
                ? ", was closed: that had been acknowledged at zxid " + AnomalyText.hex(close.zxid())
                : ", is no longer alive";
        String session = "session " + AnomalyText.hex(owner);
        findings.add(
                "orphan-ephemeral",
                "member " + member.member() + " still has "
                        + (paths.size() == 1
                                ? paths.get(0)
                                : paths.size() + " ephemerals (" + AuditTrees.shortList(paths) + ")")
                        + ", whose owner, " + session
                        + end
                        + round.when,
                paths.size() == 1 ? List.of() : AuditTrees.reasons(paths),
                Blame.ZOOKEEPER,
                Extent.at(all.get(0).atNanos()).about(paths, Set.of(owner)),
                ZooKeeperCitations.EPHEMERALS,
                null);
    }

    /** Reports the acknowledged znodes of the durability probe that are missing. */
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
                        Extent.at(e.atNanos()).about(reported, Set.of()),
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
