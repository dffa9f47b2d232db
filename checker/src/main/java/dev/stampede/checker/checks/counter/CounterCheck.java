package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides whether a counter counted each increment exactly once, and said so truthfully.
 *
 * <p>The key of an operation is the path of the counter's znode, which starts at 0. {@code increment} adds one and
 * returns the count afterwards. {@code try-count from N} sets the count to N + 1 if it is N. An operation that failed
 * was not counted, according to its client; one with an unknown outcome was counted once or never. {@code get-count} is
 * a plain read and may be stale.
 *
 * <pre>
 * passes:                                            fails, kind lost-update:
 * client 1  [increment → 1]                          client 1  [increment → 1]
 * client 2      [increment → ?]                      client 2      [increment → 1]
 * client 3                       [increment → 3]
 *
 * fails, kind counted-twice:                         fails, kind untrue-failure:
 * client 1  [increment: request, no reply,           client 1  [try-count from 0: request, no reply, request → false]
 *            request → 2]                            client 2                                      [increment → 2]
 * </pre>
 *
 * <ul>
 *   <li>{@code lost-update}: two increments returned the same count, or one returned a count that had been reached
 *       before its invocation, or a later write of the znode has a lower count.
 *   <li>{@code counted-twice}, {@code untrue-failure}, {@code counted-too-much}: a count that no increment returned,
 *       and that no increment with an unknown outcome can have led to. The kind says which operation explains the
 *       count: one that returned another count, one whose client was informed that the operation failed, or none.
 *   <li>{@code untrue-result}: an increment returned another count than it wrote.
 *   <li>{@code stale-read}: a read returned a count that other clients had exceeded before: a caveat, unless it is
 *       older than the limit of {@link dev.stampede.checker.analysis.StalenessBound}.
 *   <li>{@code outdated-count}: a copy of the count that the client keeps was not renewed within the limit.
 *   <li>{@code went-back}: a read returned less than its own session had seen.
 * </ul>
 *
 * <p>Without the last four kinds, and without requests in the history, a violation is found if and only if the
 * increments are not linearizable together with the reads, where a read may return any earlier count. A test compares
 * this check with a naive search.
 *
 * <p>Parameters: {@code versioned} ({@code true}: each increment is one write of the znode, with the version of the
 * last read before it, so that the versions show to which count a request with a lost reply can have led) and {@code
 * cached} ({@code true}: reads return a copy that the client keeps). O(n log n) in operations and requests; see {@code
 * UnclaimedCounts} for those with an unknown outcome. Immutable and safe to share between threads.
 */
public final class CounterCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "counter";

    private final CheckSpec spec;
    private final boolean versioned;
    private final boolean cached;

    private CounterCheck(CheckSpec spec, boolean versioned, boolean cached) {
        this.spec = spec;
        this.versioned = versioned;
        this.cached = cached;
    }

    /**
     * The check for a spec.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static CounterCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        boolean versioned = parameters.flag("versioned");
        boolean cached = parameters.flag("cached");
        parameters.nothingElse("versioned, cached");
        return new CounterCheck(spec, versioned, cached);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public Gravity gravity(String kind) {
        return kind.equals("outdated-count") ? Gravity.PROGRESS : Gravity.STATE;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<CounterLog> logs = CounterLog.of(history, versioned, cached);
        AnomalyCollector anomalies = AnomalyCollector.ofEachKind(NAME, history, null, AnomalyCollector.MAX_ANOMALIES);
        OperationAnomalies report = new OperationAnomalies(history, anomalies);
        long judged = 0;
        long unknown = 0;
        long matched = 0;
        int counters = 0;
        for (CounterLog log : logs) {
            if (budget.exhausted()) {
                break;
            }
            KnownCounts known = new KnownCounts(log);
            new CountOrder(log, known, report).judge();
            UnclaimedCounts unclaimed = new UnclaimedCounts(log, versioned, known, report);
            unclaimed.judge();
            new CountReads(log, known, report, Analysis.of(history)).judge();
            long open = log.calls().stream()
                    .filter(c -> !c.counted() && !c.refused())
                    .count();
            unknown += open;
            matched += unclaimed.matched();
            judged += log.calls().size()
                    - open
                    + unclaimed.matched()
                    + log.reads().size();
            counters++;
        }
        long late = logs.subList(counters, logs.size()).stream()
                .mapToLong(log -> log.calls().size() + log.reads().size())
                .sum();
        Coverage coverage = Coverage.of("increments and reads", judged)
                .notJudged("it is unknown whether it happened", unknown - matched)
                .notJudged("the check ran out of time", late);
        if (logs.isEmpty()) {
            return CheckResult.inconclusive(NAME, coverage, "", "no operation on a counter was recorded");
        }
        String scope = scope(logs, unknown, matched);
        return counters < logs.size()
                ? anomalies.resultOfPart(coverage, scope, budget)
                : anomalies.result(coverage, scope);
    }

    private static String scope(List<CounterLog> logs, long unknown, long matched) {
        long calls = logs.stream().mapToLong(log -> log.calls().size()).sum();
        long reads = logs.stream().mapToLong(log -> log.reads().size()).sum();
        return count(logs.size(), "counter") + ", " + count(calls, "increment") + " (" + unknown
                + " of them with an unknown outcome, of which " + matched + " certainly happened), "
                + count(reads, "read");
    }

    /** The count of each counter over time. */
    @Override
    public List<Track> picture(History history) {
        return CounterTracks.of(CounterLog.of(history, versioned, cached));
    }
}
