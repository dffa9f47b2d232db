package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Track;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs checks on a history and derives the verdict of the run.
 *
 * <p>Stateless. A check that throws, or that runs out of time or memory, is INCONCLUSIVE with the reason; the other
 * checks continue. A check that judged nothing is also INCONCLUSIVE, because VALID is a claim that requires evidence.
 * Checks that are {@link Check#informational} only measure and are exempt. The verdict never depends on a picture.
 */
public final class CheckRunner {
    private CheckRunner() {}

    /**
     * Runs the checks, each with its own budget of the same size, in as many threads as there are processors. The time
     * of a check includes the time for which it waits until another check has computed a shared analysis.
     */
    public static RunVerdict judge(History history, List<Check> checks, Duration timeEach, long maxBytesEach) {
        ParallelChecks parallel = ParallelChecks.onAllProcessors();
        List<CheckResult> results =
                parallel.results(checks, check -> run(check, history, CheckBudget.of(timeEach, maxBytesEach)));
        return conclude(
                history,
                results,
                FindingRanking.rank(results, gravities(checks)),
                CheckTracks.of(history, checks, parallel));
    }

    private static Function<Anomaly, Gravity> gravities(List<Check> checks) {
        Map<String, Check> byName = new HashMap<>();
        checks.forEach(check -> byName.putIfAbsent(check.name(), check));
        return anomaly -> {
            Check check = byName.get(anomaly.check());
            return check == null ? Gravity.STATE : check.gravity(anomaly.kind());
        };
    }

    private static CheckResult run(Check check, History history, CheckBudget budget) {
        long started = System.nanoTime();
        CheckResult result;
        try {
            result = requireEvidence(check, history, check.check(history, budget));
        } catch (CheckBudget.Exceeded e) {
            result = CheckResult.inconclusive(check.name(), Coverage.outOfTime(), "", e.reason());
        } catch (RuntimeException | StackOverflowError e) {
            result = failed(check, "the check threw " + where(e));
        }
        return result.took(Duration.ofNanos(System.nanoTime() - started));
    }

    static CheckResult outOfMemory(Check check) {
        return failed(check, "the check ran out of memory");
    }

    private static CheckResult failed(Check check, String reason) {
        return CheckResult.inconclusive(check.name(), Coverage.nothing("the check failed"), "", reason);
    }

    /** The only place that turns a result without evidence into INCONCLUSIVE, or marks it as informational. */
    private static CheckResult requireEvidence(Check check, History history, CheckResult result) {
        Coverage coverage = result.coverage();
        if (result.verdict() != Verdict.VALID || coverage.judged() > 0) {
            return result;
        }
        if (check.informational(history)) {
            return result.onlyMeasured();
        }
        return result.withoutEvidence("nothing was judged: "
                + (coverage.notJudged().isEmpty()
                        ? "the history contains no " + coverage.unit() + " to judge"
                        : coverage.text()));
    }

    private static String where(Throwable e) {
        StackTraceElement[] stack = e.getStackTrace();
        return e + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    private static RunVerdict conclude(
            History history, List<CheckResult> results, List<RunFinding> findings, List<Track> pictures) {
        @Nullable String failure = failure(history);
        Verdict verdict =
                Verdict.worst(results.stream().map(CheckResult::verdict).toList());
        boolean judged = results.stream().anyMatch(r -> r.coverage().judged() > 0);
        if (verdict == Verdict.VALID && (failure != null || !judged)) {
            verdict = Verdict.INCONCLUSIVE;
        }
        return new RunVerdict(
                verdict, headline(verdict, findings, results, failure), findings, results, failure, pictures);
    }

    private static @Nullable String failure(History history) {
        Optional<Event.RunEnded> end = history.events(Event.RunEnded.class).findFirst();
        if (end.isPresent()) {
            return end.get().failure();
        }
        String truncation = history.truncation();
        return truncation == null ? "the history ends before the run did" : truncation;
    }

    private static String headline(
            Verdict verdict, List<RunFinding> findings, List<CheckResult> results, @Nullable String failure) {
        if (failure != null && verdict == Verdict.INCONCLUSIVE) {
            return failure.lines().findFirst().orElse(failure);
        }
        return switch (verdict) {
            case INVALID -> findings.get(0).headline();
            case INCONCLUSIVE ->
                results.stream()
                        .filter(r -> r.verdict() == Verdict.INCONCLUSIVE)
                        .findFirst()
                        .map(r -> r.check() + ": " + r.reason())
                        .orElse(results.isEmpty() ? "no check was done" : "no check judged anything");
            case VALID -> {
                long caveats =
                        results.stream().mapToLong(r -> r.caveats().size()).sum();
                long measured =
                        results.stream().filter(CheckResult::informational).count();
                yield AnomalyText.count(results.size() - measured, "check") + " passed"
                        + (measured == 0 ? "" : ", " + AnomalyText.count(measured, "check") + " only measured")
                        + (caveats == 0 ? "" : ", " + caveats + (caveats == 1 ? " caveat" : " caveats"));
            }
        };
    }
}
