package dev.stampede.checker.checks.hangs;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BlockedStacks;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether each call of a user's class returned within a limit after what it waits for was available, and after
 * its own timeout.
 *
 * <p>What a call may wait for depends on its input. An {@code acquire} may wait until no client holds the lock. A
 * {@code dequeue} may wait for an item, until its timeout. All other calls wait only for replies of the ensemble. Time
 * counts while the clients involved are connected in one session each, no fault acts, the recovery budget has passed
 * since the last heal, and no member changes its role. Stalls do not count. A call is judged until the end of the work:
 * afterwards the harness interrupts calls, and these are no hangs.
 *
 * <p>A long call without a recorded stack is not judged: its thread was not in the user's code. Calls of barriers are
 * not judged here, because they also wait for other clients; the check {@code barrier} judges them.
 *
 * <p>A history that passes, and one that fails, kind {@code hang}:
 *
 * <pre>{@code
 * client 1  |== holds ==|                client 1  |== holds ==|
 * client 2     [acquire ..... → held]    client 2     [acquire ....... limit .......
 * VALID                                  INVALID
 * }</pre>
 *
 * <p>The limit is {@link DerivedBounds#agreement}. No parameters. O(n log n), and one pass over all calls for each call
 * that lasted longer than the limit. Immutable and safe to share between threads.
 */
public final class HangsCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "hangs";

    private static final Citation PROMISE = new Citation(
            "A call is reported as a hang, with the stack of its thread, if it exceeds the limit that is derived from"
                    + " the settings while the ensemble and what the call waits for (such as the lock) are available.",
            "Stampede, workloads.user.UserObject, Blocking",
            "https://en.wikipedia.org/wiki/Safety_and_liveness_properties");

    private HangsCheck() {}

    /** The check for a spec. */
    public static HangsCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new HangsCheck();
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
        return Gravity.PROGRESS;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        CallTime time = new CallTime(history);
        List<Operation> calls = history.operations().stream()
                .filter(o -> !(o.input() instanceof BarrierInput))
                .toList();
        List<Operation> lasting = calls.stream().filter(time::isLong).toList();
        AnomalyCollector anomalies = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally("calls");
        Rules rules = lasting.isEmpty() ? null : new Rules(history, time);
        boolean outOfTime = false;
        for (Operation call : lasting) {
            outOfTime |= budget.exhausted();
            if (outOfTime || rules == null) {
                tally.notJudged("the check ran out of time");
            } else {
                judge(history, time, call, rules.judge(call), anomalies, tally);
            }
        }
        Coverage judged = tally.coverage();
        Coverage coverage =
                new Coverage(judged.unit(), judged.judged() + calls.size() - lasting.size(), judged.notJudged());
        String scope = count(calls.size(), "call") + ", " + count(lasting.size(), "long one") + "; limit: "
                + time.limit().text();
        return outOfTime ? anomalies.resultOfPart(coverage, scope, budget) : anomalies.result(coverage, scope);
    }

    /** The rules for the kinds of calls. */
    private record Rules(AwaitedLocks locks, AwaitedItems items, AwaitedReplies replies) {
        Rules(History history, CallTime time) {
            this(new AwaitedLocks(history, time), new AwaitedItems(history, time), new AwaitedReplies(history, time));
        }

        Ruling judge(Operation call) {
            if (call.input() instanceof LockInput.Acquire) {
                return locks.judge(call);
            } else if (call.input() instanceof QueueInput.Dequeue dequeue) {
                return items.judge(call, dequeue);
            }
            return replies.judge(call);
        }
    }

    private static void judge(
            History history,
            CallTime time,
            Operation call,
            Ruling ruling,
            AnomalyCollector anomalies,
            Coverage.Tally tally) {
        String why = ruling.why();
        String notJudged = ruling.notJudged();
        if (notJudged != null) {
            tally.notJudged(notJudged);
            return;
        }
        String stack = why == null ? null : BlockedStacks.of(history).sentence(call, ruling.toNanos());
        if (why != null && stack == null) {
            tally.notJudged("its thread was not in the user's code, or its stack was not recorded");
            return;
        }
        tally.judged();
        if (why != null && stack != null) {
            String limit = time.limit().text();
            report(call, ruling, why, List.of(stack, undisturbed(ruling, limit)), anomalies);
        }
    }

    private static String undisturbed(Ruling ruling, String limit) {
        return "from " + seconds(ruling.fromNanos()) + " to " + seconds(ruling.toNanos())
                + " no fault acted, and the client was connected; the call must return within " + limit;
    }

    private static void report(
            Operation call, Ruling ruling, String why, List<String> reasons, AnomalyCollector anomalies) {
        String key = call.key() == null ? "" : " of " + call.key();
        String returned = call.completed()
                ? "returned only after " + duration(call.completedNanos() - call.invokedNanos())
                : "never returned";
        anomalies.add(
                "hang",
                "client " + call.client() + "'s " + call.function() + key + ", called at "
                        + seconds(call.invokedNanos()) + ", " + returned + ", although " + why,
                reasons,
                Blame.RECIPE,
                new Extent(call.invokedNanos(), ruling.toNanos(), Set.of(call.client()), List.of(call.number())),
                PROMISE,
                null);
    }
}
