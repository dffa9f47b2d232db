package dev.stampede.checker.checks.naming;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.StaleLeaderWindows;
import dev.stampede.checker.analysis.StalenessBound;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides whether names had the values that were written, and one owner each.
 *
 * <p>The key of an operation is the path of the name's znode. Writes: {@code register URI},
 * {@code change URI after 0xMZXID}, {@code replace URI after 0xMZXID} (removed and registered in one transaction),
 * {@code unregister after 0xMZXID}, and {@code put URI} (registered whether it exists or not, in several steps). The
 * optional {@code after} names the state that must directly precede the write. Reads return the URI or null:
 * {@code look-up}, {@code synced-look-up} (after a {@code sync}), {@code strict-look-up} (after a write of the same
 * session). Each URI is written to one name once. The Stats of the attempts determine the order of the transactions.
 *
 * <p>ZooKeeper's zxids order the states, so no search is necessary. None of the following kinds of anomalies is
 * possible if each operation took effect at one instant between its invocation and its completion, whatever was lost or
 * late:
 *
 * <ul>
 *   <li>{@code write-order}: a write does not follow a state that was certain when the write was invoked;
 *   <li>{@code unknown-uri}, {@code two-uris}: a name has a URI that no client wrote to it, or a state has two URIs;
 *   <li>{@code went-back}: a session reads an older state than it has read before;
 *   <li>{@code vanished}: a name was absent although no client had sent a remove request;
 *   <li>{@code stale-read}: a plain look-up is outdated: a caveat, unless it is older than the limit
 *       ({@link StalenessBound});
 *   <li>{@code stale-after-sync}: a look-up after a {@code sync} is outdated: a caveat while there may have been two
 *       leaders, otherwise a violation;
 *   <li>{@code not-linearizable}: a strict look-up, or the refusal of a write, contradicts what was certain;
 *   <li>{@code created-over}: a name was created twice, and no client had sent a remove request in between;
 *   <li>{@code lost-update}, {@code wrong-incarnation}, {@code foreign-removal}: a write did not directly follow the
 *       state that it required although the version was the same (the ABA problem);
 *   <li>{@code two-owners}: two clients believed at the same time that they own a name.
 * </ul>
 *
 * <p>A history that passes: client 1 registers {@code /a} at 1 s (czxid 0x5), client 2 is refused with NodeExists at 2
 * s.
 *
 * <p>One that fails, kind {@code created-over}: client 2 registers {@code /a}, too (czxid 0x7), and no client has
 * removed {@code /a}.
 *
 * <p>An indeterminate write may have taken effect at any time after its invocation, or never; it is used to explain
 * reads, and counted. No parameters. O(n log n) in operations and attempts.
 */
public final class NamingCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "naming";

    private NamingCheck() {}

    /** The check for a spec. */
    public static NamingCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new NamingCheck();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, java.util.Map.of());
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<NameLog> logs = NameLog.of(history, new BudgetGuard(budget));
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        int ownerships = new NameOwners(history, findings).judge();
        StaleLeaderWindows staleLeaders = Analysis.of(history).staleLeaders();
        int judged = 0;
        for (NameLog log : logs) {
            if (budget.exhausted()) {
                break;
            }
            KnownState knownState = new KnownState(log);
            new ReadRules(history, log, knownState, staleLeaders, findings).judge();
            new NameIncarnations(history, log, knownState, findings).judge();
            new ConditionalWrites(history, log, knownState, findings).judge();
            judged++;
        }
        Coverage coverage = coverage(logs, judged);
        String scope = scope(logs) + ", " + count(ownerships, "period") + " of ownership";
        if (findings.count() == 0 && judged < logs.size()) {
            return CheckResult.inconclusive(NAME, coverage, scope, budget.reason());
        }
        if (logs.isEmpty()) {
            return CheckResult.inconclusive(NAME, coverage, scope, "no operation on a name was recorded");
        }
        return findings.result(coverage, scope);
    }

    /** The values of each name over time. */
    @Override
    public List<Track> picture(History history) {
        return NameTracks.of(history);
    }

    /** An indeterminate write that no read showed is not judged. */
    private static Coverage coverage(List<NameLog> logs, int judgedLogs) {
        long judged = 0;
        long unknown = 0;
        for (NameLog log : logs.subList(0, judgedLogs)) {
            long unseen = log.writes().stream()
                    .filter(w -> !w.certain() && w.zxid() == 0)
                    .count();
            unknown += unseen;
            judged += log.writes().size() - unseen + log.reads().size();
        }
        long late = logs.subList(judgedLogs, logs.size()).stream()
                .mapToLong(log -> log.writes().size() + log.reads().size())
                .sum();
        return Coverage.of("reads and writes", judged)
                .notJudged("it is unknown whether it happened", unknown)
                .notJudged(Coverage.OUT_OF_TIME, late);
    }

    private static String scope(List<NameLog> logs) {
        long writes = logs.stream().mapToLong(l -> l.writes().size()).sum();
        long reads = logs.stream().mapToLong(l -> l.reads().size()).sum();
        long open = logs.stream()
                .flatMap(l -> l.writes().stream())
                .filter(w -> !w.certain())
                .count();
        long seen = logs.stream()
                .flatMap(l -> l.writes().stream())
                .filter(w -> !w.certain() && w.zxid() != 0)
                .count();
        String indeterminate = open == 0
                ? ""
                : " (" + open + " of them indeterminate"
                        + (seen == 0 ? "" : ", of which " + seen + " certainly happened") + ")";
        return count(logs.size(), "name") + ", " + count(writes, "write") + indeterminate + ", " + count(reads, "read");
    }
}
