package dev.stampede.reports;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.reports.timeline.Clients;
import dev.stampede.reports.timeline.RoleLanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * What the faults of a run did, in numbers. An outage is a time between two operations that were OK, of any workload
 * client; a recovery lasts from a proven heal to the completion of the first operation invoked after it that was OK.
 *
 * <p>Immutable.
 *
 * @param expired sessions of workload clients that ended as EXPIRED or LOST, each counted once
 * @param outage the longest
 * @param budget the budget whose name says recovery, if one was derived
 */
record Bites(
        List<Bite> faults,
        int elections,
        long leaderlessNanos,
        int expired,
        int during,
        Gap outage,
        Optional<Event.BudgetDerived> budget,
        List<Event.BudgetDerived> budgets,
        List<Event.StepSkipped> diverged,
        List<String> toothless) {

    /** A time without an operation that was OK. */
    record Gap(long fromNanos, long toNanos) {
        long nanos() {
            return toNanos - fromNanos;
        }
    }

    /**
     * What one fault did.
     *
     * @param operations operations of workload clients that ran while it may have acted
     * @param outage the longest that began or lasted while it may have acted
     * @param recoveryNanos -1 if it was not healed, nothing was OK after it, or another fault was at work until then
     */
    record Bite(FaultWindow window, int operations, int indeterminate, Gap outage, long recoveryNanos) {}

    /** The slowest recovery, -1 if there is none. */
    long slowestRecovery() {
        return faults.stream().mapToLong(Bite::recoveryNanos).max().orElse(-1);
    }

    static Bites of(History history) {
        Clients clients = Clients.of(history);
        List<Operation> operations = history.operations().stream()
                .filter(o -> clients.workload(o.client()))
                .toList();
        long[] ok = completions(operations);
        List<Bite> bites = new ArrayList<>();
        for (FaultWindow window : history.faults()) {
            bites.add(bite(window, history.faults(), operations, ok));
        }
        int during = (int) operations.stream()
                .filter(o -> history.faults().stream().anyMatch(f -> f.overlaps(o.invokedNanos(), o.completedNanos())))
                .count();
        List<Event.BudgetDerived> budgets =
                history.events(Event.BudgetDerived.class).toList();
        return new Bites(
                bites,
                RoleLanes.elections(history),
                RoleLanes.withoutLeader(history).stream()
                        .mapToLong(s -> s.toNanos() - s.fromNanos())
                        .sum(),
                expired(history, clients),
                during,
                longest(ok, Long.MIN_VALUE, Long.MAX_VALUE),
                budgets.stream().filter(b -> b.name().contains("recover")).findFirst(),
                budgets,
                history.events(Event.StepSkipped.class).toList(),
                toothless(history));
    }

    private static Bite bite(FaultWindow window, List<FaultWindow> all, List<Operation> operations, long[] ok) {
        int count = 0;
        int indeterminate = 0;
        long next = Long.MAX_VALUE;
        for (Operation o : operations) {
            if (window.overlaps(o.invokedNanos(), o.completedNanos())) {
                count++;
                indeterminate += o.outcome() == Outcome.INDETERMINATE ? 1 : 0;
            }
            if (o.outcome() == Outcome.OK && o.invokedNanos() >= window.healedNanos()) {
                next = Math.min(next, o.completedNanos());
            }
        }
        boolean recovered =
                window.healedNanos() != Operation.OPEN && next != Long.MAX_VALUE && undisturbed(window, next, all);
        return new Bite(
                window,
                count,
                indeterminate,
                longest(ok, window.injectingNanos(), window.healedNanos()),
                recovered ? next - window.healedNanos() : -1);
    }

    /** Whether nothing else was broken from the heal on until then: what another fault delays is no slow recovery. */
    private static boolean undisturbed(FaultWindow window, long untilNanos, List<FaultWindow> all) {
        return all.stream()
                .noneMatch(other ->
                        !other.fault().equals(window.fault()) && other.overlaps(window.healedNanos(), untilNanos));
    }

    private static long[] completions(List<Operation> operations) {
        LongStream.Builder times = LongStream.builder();
        operations.stream()
                .filter(o -> o.outcome() == Outcome.OK && o.completed())
                .forEach(o -> times.add(o.completedNanos()));
        return times.build().sorted().toArray();
    }

    /** The longest time between two completions that has a moment in the interval. */
    private static Gap longest(long[] ok, long from, long to) {
        int found = Arrays.binarySearch(ok, from);
        int first = Math.max(1, found < 0 ? -found - 1 : found);
        Gap longest = new Gap(0, 0);
        for (int i = first; i < ok.length && ok[i - 1] <= to; i++) {
            if (ok[i] - ok[i - 1] > longest.nanos()) {
                longest = new Gap(ok[i - 1], ok[i]);
            }
        }
        return longest;
    }

    private static int expired(History history, Clients clients) {
        TreeSet<String> sessions = new TreeSet<>();
        history.events(Event.SessionChanged.class)
                .filter(s -> s.state() == SessionState.EXPIRED || s.state() == SessionState.LOST)
                .filter(s -> clients.workload(s.client()))
                .forEach(s -> sessions.add(s.client() + ":" + s.session()));
        return sessions.size();
    }

    private static List<String> toothless(History history) {
        return history.header().families().stream()
                .filter(f -> history.faults().stream()
                        .noneMatch(w -> w.tookEffect() && w.family().equals(f)))
                .toList();
    }
}
