package dev.stampede.reports;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.reports.timeline.RoleLanes;
import dev.stampede.reports.timeline.RunClients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The effects of the faults of a run on its clients and its ensemble, in numbers.
 *
 * <p>An outage is the time between two successive completions with outcome OK, over all workload clients. A recovery
 * lasts from a proven heal to the completion of the first operation that was invoked after the heal and was OK.
 *
 * <p>Immutable. Computing it takes time proportional to faults times operations.
 *
 * @param windows one entry per fault window, in the order of the history
 * @param elections the number of times a member began to lead, including the first election
 * @param leaderlessNanos the time in which no member was known to lead
 * @param expiredSessions the number of sessions of workload clients that ended as EXPIRED or LOST
 * @param operationsDuringFaults the number of operations of workload clients that overlap at least one fault window
 * @param longestOutage the longest outage of the run
 * @param recoveryBudget the first derived budget whose name contains "recover", if there is one
 * @param budgets all derived budgets
 * @param skipped the planned steps that were not executed, with the reason
 * @param familiesWithoutEffect the planned families without a fault window that is proven to have taken effect
 */
public record FaultImpact(
        List<OfWindow> windows,
        int elections,
        long leaderlessNanos,
        int expiredSessions,
        int operationsDuringFaults,
        Outage longestOutage,
        Optional<Event.BudgetDerived> recoveryBudget,
        List<Event.BudgetDerived> budgets,
        List<Event.StepSkipped> skipped,
        List<String> familiesWithoutEffect) {

    /** The recovery time, in nanoseconds, of a run or a window for which none can be measured. */
    public static final long NOT_MEASURED = -1;

    public FaultImpact {
        windows = List.copyOf(windows);
        budgets = List.copyOf(budgets);
        skipped = List.copyOf(skipped);
        familiesWithoutEffect = List.copyOf(familiesWithoutEffect);
    }

    /** A time in which no operation completed with OK; both ends are 0 if there is none. */
    public record Outage(long fromNanos, long toNanos) {
        /** The duration in nanoseconds. */
        public long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * The effects of one fault.
     *
     * @param operations the number of operations of workload clients that overlap the window
     * @param indeterminate the number of these that are indeterminate
     * @param outage the longest outage that overlaps the window
     * @param recoveryNanos {@link #NOT_MEASURED} if the heal is not proven, if no operation that was invoked after the
     *     heal was OK, or if another fault was active before the first such operation completed
     */
    public record OfWindow(FaultWindow window, int operations, int indeterminate, Outage outage, long recoveryNanos) {}

    /** The slowest recovery in nanoseconds, {@link #NOT_MEASURED} if none was measured. */
    public long slowestRecoveryNanos() {
        return windows.stream().mapToLong(OfWindow::recoveryNanos).max().orElse(NOT_MEASURED);
    }

    /** Computes the impact of the faults of a run. */
    public static FaultImpact of(History history) {
        RunClients clients = RunClients.of(history);
        List<Operation> operations = history.operations().stream()
                .filter(o -> clients.workload(o.client()))
                .toList();
        long[] ok = okCompletions(operations);
        List<OfWindow> windows = new ArrayList<>();
        for (FaultWindow window : history.faults()) {
            windows.add(ofWindow(window, history.faults(), operations, ok));
        }
        int during = (int) operations.stream()
                .filter(o -> history.faults().stream().anyMatch(f -> f.overlaps(o.invokedNanos(), o.completedNanos())))
                .count();
        List<Event.BudgetDerived> budgets =
                history.events(Event.BudgetDerived.class).toList();
        return new FaultImpact(
                windows,
                RoleLanes.elections(history),
                RoleLanes.withoutLeader(history).stream()
                        .mapToLong(s -> s.toNanos() - s.fromNanos())
                        .sum(),
                expiredSessions(history, clients),
                during,
                longestOutage(ok, Long.MIN_VALUE, Long.MAX_VALUE),
                budgets.stream().filter(b -> b.name().contains("recover")).findFirst(),
                budgets,
                history.events(Event.StepSkipped.class).toList(),
                familiesWithoutEffect(history));
    }

    private static OfWindow ofWindow(FaultWindow window, List<FaultWindow> all, List<Operation> operations, long[] ok) {
        int count = 0;
        int indeterminate = 0;
        long firstOk = Long.MAX_VALUE;
        for (Operation o : operations) {
            if (window.overlaps(o.invokedNanos(), o.completedNanos())) {
                count++;
                indeterminate += o.outcome() == Outcome.INDETERMINATE ? 1 : 0;
            }
            if (o.outcome() == Outcome.OK && o.invokedNanos() >= window.healedNanos()) {
                firstOk = Math.min(firstOk, o.completedNanos());
            }
        }
        boolean measured = window.healedNanos() != Operation.OPEN
                && firstOk != Long.MAX_VALUE
                && noOtherFault(window, firstOk, all);
        return new OfWindow(
                window,
                count,
                indeterminate,
                longestOutage(ok, window.injectingNanos(), window.healedNanos()),
                measured ? firstOk - window.healedNanos() : NOT_MEASURED);
    }

    /**
     * Whether no other fault was active between the heal and this time. If another fault was active, the delay may be
     * due to that fault.
     */
    private static boolean noOtherFault(FaultWindow window, long untilNanos, List<FaultWindow> all) {
        return all.stream()
                .noneMatch(other ->
                        !other.fault().equals(window.fault()) && other.overlaps(window.healedNanos(), untilNanos));
    }

    private static long[] okCompletions(List<Operation> operations) {
        LongStream.Builder times = LongStream.builder();
        operations.stream()
                .filter(o -> o.outcome() == Outcome.OK && o.completed())
                .forEach(o -> times.add(o.completedNanos()));
        return times.build().sorted().toArray();
    }

    /** The longest time between two successive completions that overlaps the interval. */
    private static Outage longestOutage(long[] ok, long fromNanos, long toNanos) {
        int found = Arrays.binarySearch(ok, fromNanos);
        int first = Math.max(1, found < 0 ? -found - 1 : found);
        Outage longest = new Outage(0, 0);
        for (int i = first; i < ok.length && ok[i - 1] <= toNanos; i++) {
            if (ok[i] - ok[i - 1] > longest.nanos()) {
                longest = new Outage(ok[i - 1], ok[i]);
            }
        }
        return longest;
    }

    private static int expiredSessions(History history, RunClients clients) {
        TreeSet<String> sessions = new TreeSet<>();
        history.events(Event.SessionChanged.class)
                .filter(s -> s.state() == SessionState.EXPIRED || s.state() == SessionState.LOST)
                .filter(s -> clients.workload(s.client()))
                .forEach(s -> sessions.add(s.client() + ":" + s.session()));
        return sessions.size();
    }

    private static List<String> familiesWithoutEffect(History history) {
        return history.header().families().stream()
                .filter(f -> history.faults().stream()
                        .noneMatch(w -> w.tookEffect() && w.family().equals(f)))
                .toList();
    }
}
