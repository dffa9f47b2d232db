package dev.stampede.checker.checks.naming;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.StaleLeaderWindows;
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
 * Decides whether names stood for what they were given, and had one owner each.
 *
 * <p>The key of an operation is the path of the name's znode. Writes: {@code register URI}, {@code change URI after
 * 0xMZXID}, {@code replace URI after 0xMZXID} (removed and registered in one transaction), {@code unregister after
 * 0xMZXID}, and {@code put URI} (registered whether there is one or not, in several steps). What stands behind {@code
 * after} is the state that the write is to follow at once, and may be left out. Reads, each answered with the URI or null:
 * {@code look-up}, {@code synced-look-up}, {@code strict-look-up} (behind a write of the same session). Each URI is given
 * to one name once. Where a transaction stands among the others is taken from the Stats of the attempts.
 *
 * <p>ZooKeeper's zxids order the states, so nothing has to be searched; each rule is one that every run obeys in which
 * each operation took effect at one instant between its invocation and its completion, whatever was lost or late:
 *
 * <ul>
 *   <li>{@code write-order}: a write comes after all that was certain when it was invoked;
 *   <li>{@code unknown-uri}, {@code two-uris}: a name stands only for what it was given, and a state for one URI;
 *   <li>{@code went-back}: a session is shown nothing older than it has seen;
 *   <li>{@code vanished}: a name was not there although nobody had been asked to remove it;
 *   <li>{@code stale-read}: a plain look-up is late: always a caveat;
 *   <li>{@code stale-after-sync}: a look-up after a {@code sync} is late: a caveat while there may have been two leaders,
 *       else a violation;
 *   <li>{@code not-linearizable}: a strict look-up, or the refusal of a write, contradicts what was certain;
 *   <li>{@code created-over}: a name was created twice, and nobody had been asked to remove it in between;
 *   <li>{@code lost-update}, {@code wrong-incarnation}, {@code foreign-removal}: a write did not follow the state that it
 *       meant to (the version was the same: the ABA trap);
 *   <li>{@code two-owners}: two clients believed at once that they own a name.
 * </ul>
 *
 * <p>A history that passes: client 1 registers {@code /a} at 1 s (czxid 0x5), client 2 is refused with NodeExists at 2 s.
 *
 * <p>One that fails, kind {@code created-over}: client 2 registers it as well (czxid 0x7), and nobody has removed it.
 *
 * <p>An indeterminate write may have taken effect at any time after its invocation, or never; it is used to explain what
 * was seen, and counted. No parameters. O(n log n) in operations and attempts.
 */
public final class NamingCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "naming";

    private NamingCheck() {}

    /** The check that a spec describes. */
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
        List<NameLog> logs = NameLog.of(history);
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        int tenures = new NameOwners(history, findings).judge();
        StaleLeaderWindows staleLeaders = Analysis.of(history).staleLeaders();
        int judged = 0;
        for (NameLog log : logs) {
            if (budget.exhausted()) {
                break;
            }
            KnownState knowledge = new KnownState(log);
            new ReadRules(history, log, knowledge, staleLeaders, findings).judge();
            new NameIncarnations(history, log, knowledge, findings).judge();
            new ConditionalWrites(history, log, knowledge, findings).judge();
            judged++;
        }
        Coverage coverage = coverage(logs, judged);
        String scope = scope(logs) + ", " + tenures + " tenures";
        if (findings.count() == 0 && judged < logs.size()) {
            return CheckResult.inconclusive(
                    NAME,
                    coverage,
                    scope,
                    "gave up after " + budget.time().toSeconds() + " s and " + judged + " of " + logs.size()
                            + " names");
        }
        if (logs.isEmpty()) {
            return CheckResult.inconclusive(NAME, coverage, scope, "no operation on a name was recorded");
        }
        return findings.result(coverage, scope);
    }

    /** What each name stood for over time. */
    @Override
    public List<Track> picture(History history) {
        return NameTracks.of(history);
    }

    /** What is known of a write that is indeterminate and that nobody saw says nothing. */
    private static Coverage coverage(List<NameLog> logs, int judgedLogs) {
        long judged = 0;
        long unknown = 0;
        for (NameLog log : logs.subList(0, judgedLogs)) {
            long unseen = log.writes().stream()
                    .filter(w -> !w.certain() && w.zxid() == 0)
                    .count();
            unknown += unseen;
            judged += log.writes().size() - unseen + log.looks().size();
        }
        long late = logs.subList(judgedLogs, logs.size()).stream()
                .mapToLong(log -> log.writes().size() + log.looks().size())
                .sum();
        return Coverage.of("reads and writes", judged)
                .notJudged("it is not known whether it happened", unknown)
                .notJudged("the time of the check was over", late);
    }

    private static String scope(List<NameLog> logs) {
        long writes = logs.stream().mapToLong(l -> l.writes().size()).sum();
        long looks = logs.stream().mapToLong(l -> l.looks().size()).sum();
        long open = logs.stream()
                .flatMap(l -> l.writes().stream())
                .filter(w -> !w.certain())
                .count();
        long seen = logs.stream()
                .flatMap(l -> l.writes().stream())
                .filter(w -> !w.certain() && w.zxid() != 0)
                .count();
        return logs.size() + " names, " + writes + " writes (" + open + " of them indeterminate, of which " + seen
                + " are known to have happened), " + looks + " answers to readers";
    }
}
