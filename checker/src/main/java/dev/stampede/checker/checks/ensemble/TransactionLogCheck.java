package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.LogReplay;
import dev.stampede.checker.analysis.TransactionLogs;
import dev.stampede.checker.analysis.WriteSettlements;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the transaction logs of the members with each other, with the acknowledged writes, and with the audited
 * trees.
 *
 * <ul>
 *   <li>{@code logs-differ}: two logs never hold different transactions at one zxid ({@link
 *       LoggedTransaction#sameAs}).
 *   <li>{@code not-logged}: the zxid of an acknowledged write is in the log of a member.
 *   <li>{@code other-transaction}: the transaction at the zxid of an acknowledged write is that of the write: the same
 *       session, type and path, and not refused.
 *   <li>{@code tree-not-logged}: a replay of the logs in the order of zxids yields the audited trees ({@link
 *       LogReplay}).
 * </ul>
 *
 * <p>A history that passes: a create of /a is acknowledged with czxid 0x100000002, and the logs of members 1 and 2 hold
 * it there.
 *
 * <p>One that fails, kind {@code not-logged}: the same, and the logs hold 0x100000001 and 0x100000003, but not
 * 0x100000002.
 *
 * <p>These are no violations. A member whose log lacks a zxid may have received it in a snapshot, which it applies
 * without logging (SNAP sync), so a write counts as missing only if no voting member holds it, and all their logs are
 * known from its zxid on. A transaction that only a minority holds may be one that was never committed. A member that
 * was killed may have written a part of an entry. What the log shows only in part is not compared: the ephemerals that
 * a closeSession deletes, and the digest of the tree.
 *
 * <p>It is part of each run whose transaction logs were read. No parameters. O(n log n) in transactions and attempts.
 */
public final class TransactionLogCheck implements Check {
    public static final String NAME = "transaction-log";

    private static final String WRITES = "acknowledged writes";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    /** Whether no write was acknowledged: a user's class with handles of its own records no requests. */
    @Override
    public boolean informational(History history) {
        return history.attempts(Opcode::writes).stream().noneMatch(TransactionLogCheck::judged);
    }

    private static boolean judged(Attempt a) {
        return a.code() == ResultCode.OK && a.opcode() != Opcode.CLOSE && a.opcode() != Opcode.RECONFIG;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage none = Coverage.of(WRITES, 0).notJudged(Coverage.OUT_OF_TIME, 1);
        return findings.within(budget, () -> none, guard -> {
            Analysis analysis = Analysis.of(history);
            if (analysis.transactionLogs().transactions().isEmpty()) {
                return findings.result(Coverage.nothing("no transaction log was read"), "");
            }
            logsDiffer(history, analysis.transactionLogs(), findings);
            treeNotLogged(analysis.logReplay(), findings);
            Coverage coverage = writes(history, analysis.transactionLogs(), findings, guard);
            return findings.result(coverage, scope(analysis));
        });
    }

    private static String scope(Analysis analysis) {
        WriteSettlements.Summary settled = analysis.settlements().summary();
        int compared = analysis.logReplay().compared().size();
        String open = settled.openByReason().entrySet().stream()
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .collect(Collectors.joining(", "));
        return String.format(
                        Locale.ROOT,
                        "%,d transactions, compared with the audited trees of %s; writes with an unknown effect: %,d"
                                + " applied, %,d never applied, %,d open",
                        analysis.transactionLogs().transactions().size(),
                        AnomalyText.count(compared, "member"),
                        settled.applied(),
                        settled.neverApplied(),
                        settled.open())
                + (open.isEmpty() ? "" : ": " + open);
    }

    private static void logsDiffer(History history, TransactionLogs logs, AnomalyCollector findings) {
        for (long zxid : logs.contradictions()) {
            String versions = logs.all().stream()
                    .filter(e -> e.transaction().zxid() == zxid)
                    .map(e -> text(e.transaction()) + " on " + members(e.members()))
                    .collect(Collectors.joining("; "));
            findings.add(
                    "logs-differ",
                    "the logs hold different transactions at zxid " + hex(zxid) + ": " + versions,
                    Blame.ZOOKEEPER,
                    Extent.at(history.endNanos()),
                    ZooKeeperCitations.TOTAL_ORDER);
        }
    }

    private static String members(List<Integer> members) {
        return (members.size() == 1 ? "member " : "members ")
                + members.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String text(LoggedTransaction t) {
        String paths = t.parts().stream().map(LoggedTransaction.Part::path).collect(Collectors.joining(" "));
        return t.type() + (paths.isEmpty() ? "" : " " + paths) + " of session " + hex(t.session())
                + (t.applied() ? "" : ", refused");
    }

    /** Equal differences of several members are one anomaly. */
    private static void treeNotLogged(LogReplay replay, AnomalyCollector findings) {
        Map<List<String>, List<Integer>> membersByDifferences = new LinkedHashMap<>();
        replay.differences().forEach((member, differences) -> membersByDifferences
                .computeIfAbsent(differences, d -> new ArrayList<>())
                .add(member));
        membersByDifferences.forEach((differences, members) -> findings.addExplained(
                "tree-not-logged",
                "the transaction logs do not yield the audited " + (members.size() == 1 ? "tree of " : "trees of ")
                        + members(members),
                differences,
                Blame.ZOOKEEPER,
                Extent.at(replay.differsAt(members.get(0))),
                ZooKeeperCitations.RELIABILITY));
    }

    /** Looks for each acknowledged write in the logs. */
    private static Coverage writes(
            History history, TransactionLogs logs, AnomalyCollector findings, BudgetGuard guard) {
        long judged = 0;
        long unknown = 0;
        long uncovered = 0;
        for (Attempt a : guard.each(history.attempts(Opcode::writes))) {
            if (!judged(a)) {
                continue;
            }
            long zxid = WriteSettlements.exactZxid(a);
            LoggedTransaction logged = zxid == 0 ? null : logs.at(zxid);
            if (zxid == 0) {
                unknown++;
            } else if (logged != null) {
                judged++;
                otherTransaction(a, zxid, logged, findings);
            } else if (logs.knows(zxid)) {
                judged++;
                notLogged(a, zxid, findings);
            } else {
                uncovered++;
            }
        }
        return Coverage.of(WRITES, judged)
                .notJudged("the zxid of the reply is not known", unknown)
                .notJudged("not all logs were read completely", uncovered);
    }

    private static void notLogged(Attempt a, long zxid, AnomalyCollector findings) {
        findings.add(
                "not-logged",
                "the " + a.opcode() + " of " + a.path() + " by client " + a.client() + " was acknowledged with zxid "
                        + hex(zxid) + ", which is in no member's transaction log",
                Blame.ZOOKEEPER,
                extent(a),
                ZooKeeperCitations.RELIABILITY);
    }

    private static void otherTransaction(Attempt a, long zxid, LoggedTransaction logged, AnomalyCollector findings) {
        boolean samePath = a.opcode() == Opcode.MULTI
                || (logged.parts().size() == 1 && isPath(logged.parts().get(0).path(), a));
        boolean same = logged.applied()
                && logged.type().opcode() == a.opcode()
                && (a.session() == 0 || logged.session() == a.session())
                && samePath;
        if (!same) {
            findings.add(
                    "other-transaction",
                    "the " + a.opcode() + " of " + a.path() + " by client " + a.client() + " in session "
                            + hex(a.session()) + " was acknowledged with zxid " + hex(zxid)
                            + ", at which the transaction logs hold another transaction: " + text(logged),
                    Blame.ZOOKEEPER,
                    extent(a),
                    ZooKeeperCitations.TOTAL_ORDER);
        }
    }

    /** Whether a changed path is the requested one; a user's client may request paths below a chroot of its own. */
    private static boolean isPath(String changed, Attempt a) {
        return a.path() != null && changed.endsWith(a.path());
    }

    private static Extent extent(Attempt a) {
        Set<String> paths = a.path() == null || a.opcode() == Opcode.MULTI ? Set.of() : Set.of(a.path());
        return new Extent(a.sentNanos(), a.answeredNanos(), Set.of(a.client()), List.of(a.operation()))
                .about(paths, Set.of());
    }
}
