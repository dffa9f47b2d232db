package dev.stampede.checker.checks.barrier;

import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.Set;

/**
 * Decides whether calls with a timeout returned in time, and whether they reported the timeout only after it had
 * elapsed.
 *
 * <p>A call returns late if it lasts longer than its timeout plus the limit, while its client is connected and no fault
 * acts. The limit allows for a few requests that a recipe sends after the timeout.
 */
final class TimedCalls {
    private static final long MILLI = 1_000_000L;

    /** The allowed inaccuracy: recipes measure the timeout by the wall clock, in milliseconds. */
    private static final long INACCURACY_NANOS = 50 * MILLI;

    private final Analysis analysis;
    private final OperationAnomalies report;

    TimedCalls(Analysis analysis, OperationAnomalies report) {
        this.analysis = analysis;
        this.report = report;
    }

    /** When a call returned; if it never returned, when its client or the run ended. */
    static long returned(Operation call, Analysis analysis) {
        return call.completed()
                ? call.completedNanos()
                : analysis.clients().endOfClientAfter(call.client(), call.invokedNanos());
    }

    void judge(Operation call) {
        if (!(call.input() instanceof BarrierInput input) || input.timeoutMillis() == BarrierInput.UNLIMITED) {
            return;
        }
        long timeout = input.timeoutMillis() * MILLI;
        if (timedOut(call) && call.completedNanos() - call.invokedNanos() < timeout - INACCURACY_NANOS) {
            report.add(
                    "early-timeout",
                    text(call, input) + " reported after " + duration(call.completedNanos() - call.invokedNanos())
                            + " that its timeout had elapsed",
                    Blame.RECIPE,
                    BarrierCitations.TIMEOUT,
                    call);
        }
        DerivedBound limit = analysis.bounds().agreement();
        long returned = returned(call, analysis);
        if (analysis.connectedTime()
                .suffices(Set.of(call.client()), call.invokedNanos() + timeout, returned, limit.nanos())) {
            report.addBlocked(
                    "late-return",
                    text(call, input) + " returned only after " + duration(returned - call.invokedNanos())
                            + ", although the client was connected and no fault acted (allowed: " + limit.text()
                            + " after the timeout)",
                    Blame.RECIPE,
                    BarrierCitations.TIMEOUT,
                    call,
                    returned);
        }
    }

    /** Whether a call reported that its timeout had elapsed. */
    static boolean timedOut(Operation call) {
        return call.outcome() == Outcome.FAILED && BarrierInput.TIMED_OUT.equals(call.error());
    }

    private static String text(Operation call, BarrierInput input) {
        return OperationAnomalies.who(call) + "'s " + call.function() + " of " + call.key() + " with a timeout of "
                + input.timeoutMillis() + " ms";
    }
}
