package dev.stampede.checker.checks.barrier;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether barriers made clients wait as long as they had to, and then let them pass.
 *
 * <p>The key of an operation is the path of the barrier. The operations on a barrier that is set and lifted are {@code
 * set-barrier}, {@code lift-barrier} and {@code await-barrier 500 ms}; those on a double barrier, which is used once,
 * are {@code enter of 3 within 500 ms} and {@code leave 500 ms}. A call that passes succeeds; a call that reports its
 * timeout fails with {@code timed out}.
 *
 * <pre>
 * passes:                                        fails, kind passed-early:
 * client 0  [set]         [lift]                 client 0  [set]         [lift]
 * client 1        [await ....... → passed]       client 1        [await → passed]
 *
 * passes:                                        fails, kinds entered-early and left-early:
 * client 1  [enter of 2 ..]   [leave ....]       client 1  [enter of 2]   [leave]
 * client 2       [enter of 2]   [leave]          client 2                [enter of 2]   [leave]
 * </pre>
 *
 * <ul>
 *   <li>{@code passed-early}: a client passed a barrier that was set throughout its call: a caveat if its read may have
 *       been stale.
 *   <li>{@code entered-early}: a client entered before enough members can have been in the barrier at one time.
 *   <li>{@code left-early}: a client left although another client that had entered had not called {@code leave}.
 *   <li>{@code stuck}: a call waited for longer than the limit although the barrier was lifted, all members were in it,
 *       or all had left, while the clients were connected and no fault acted.
 *   <li>{@code early-timeout}, {@code late-return}: a call reported its timeout before the timeout had elapsed, or
 *       returned later than the limit after the timeout.
 * </ul>
 *
 * <p>Limits are {@link DerivedBounds#convergence} and {@link DerivedBounds#agreement}. No parameters. O(n log n) in
 * operations and requests, but see {@code DoubleBarriers}. Immutable and safe to share between threads.
 */
public final class BarrierCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "barrier";

    private BarrierCheck() {}

    /** The check for a spec. */
    public static BarrierCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new BarrierCheck();
    }

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
        return switch (kind) {
            case "stuck", "late-return" -> Gravity.PROGRESS;
            case "early-timeout" -> Gravity.ORDER;
            default -> Gravity.STATE;
        };
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Map<String, List<Operation>> byKey = byKey(history);
        Analysis analysis = Analysis.of(history);
        AnomalyCollector anomalies = AnomalyCollector.ofEachKind(NAME, history, null, AnomalyCollector.MAX_ANOMALIES);
        OperationAnomalies report = new OperationAnomalies(history, anomalies);
        TimedCalls timed = new TimedCalls(analysis, report);
        Map<Integer, Boolean> answeredAbsent = answeredAbsent(history, byKey);
        Coverage.Tally tally = new Coverage.Tally("calls");
        boolean outOfTime = false;
        int unknownSessions = 0;
        for (Map.Entry<String, List<Operation>> barrier : byKey.entrySet()) {
            outOfTime |= budget.exhausted();
            if (outOfTime) {
                barrier.getValue().forEach(o -> tally.notJudged("the check ran out of time"));
                continue;
            }
            new SetBarriers(barrier.getKey(), barrier.getValue(), answeredAbsent, analysis, report).judge();
            DoubleBarriers doubled = new DoubleBarriers(barrier.getKey(), barrier.getValue(), analysis, report);
            doubled.judge();
            unknownSessions += doubled.unknownSessions();
            for (Operation o : barrier.getValue()) {
                timed.judge(o);
                add(tally, o);
            }
        }
        String scope = scope(byKey);
        Coverage coverage = tally.coverage()
                .notJudged("the session of another member is unknown, so that it may have ended", unknownSessions);
        if (byKey.isEmpty()) {
            return CheckResult.inconclusive(NAME, coverage, "", "no call of a barrier was recorded");
        }
        return outOfTime ? anomalies.resultOfPart(coverage, scope, budget) : anomalies.result(coverage, scope);
    }

    private static void add(Coverage.Tally tally, Operation o) {
        if (o.input() instanceof BarrierInput.SetBarrier || o.input() instanceof BarrierInput.LiftBarrier) {
            return;
        } else if (o.outcome() == Outcome.INDETERMINATE) {
            tally.notJudged(o.completed() ? "it is unknown whether it passed" : "it never returned");
        } else {
            tally.judged();
        }
    }

    static Map<String, List<Operation>> byKey(History history) {
        Map<String, List<Operation>> byKey = new LinkedHashMap<>();
        for (Operation o : history.operations()) {
            if (o.input() instanceof BarrierInput) {
                byKey.computeIfAbsent(String.valueOf(o.key()), k -> new ArrayList<>())
                        .add(o);
            }
        }
        return byKey;
    }

    /**
     * For each call that waited for a barrier and sent a request for it: whether a member answered that it does not
     * exist.
     */
    private static Map<Integer, Boolean> answeredAbsent(History history, Map<String, List<Operation>> byKey) {
        Map<Integer, String> waits = new HashMap<>();
        byKey.forEach((key, operations) -> operations.stream()
                .filter(o -> o.input() instanceof BarrierInput.AwaitBarrier)
                .forEach(o -> waits.put(o.number(), key)));
        Map<Integer, Boolean> answeredAbsent = new HashMap<>();
        for (Attempt a : history.attempts()) {
            String path = a.path();
            if (path != null && path.equals(waits.get(a.operation()))) {
                boolean reads = a.opcode() == Opcode.EXISTS || a.opcode() == Opcode.GET_DATA;
                boolean none = reads && a.code() == ResultCode.NONODE;
                answeredAbsent.merge(a.operation(), none, Boolean::logicalOr);
            }
        }
        return answeredAbsent;
    }

    private static String scope(Map<String, List<Operation>> byKey) {
        long passed = byKey.values().stream()
                .flatMap(List::stream)
                .filter(o -> o.outcome() == Outcome.OK)
                .count();
        long timedOut = byKey.values().stream()
                .flatMap(List::stream)
                .filter(TimedCalls::timedOut)
                .count();
        return count(byKey.size(), "barrier") + ", " + count(passed, "successful call") + ", "
                + count(timedOut, "timeout");
    }

    /** When each barrier was set, and what each client did in the barriers. */
    @Override
    public List<Track> picture(History history) {
        return BarrierTracks.of(history);
    }
}
