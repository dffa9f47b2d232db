package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides whether the run made progress again after each heal of a fault, within the derived time limit.
 *
 * <p>The limit is that of the last {@code BudgetDerived} event with the name {@code recovery}, plus the longest stall
 * of a JVM within this time. Progress is an operation of a client that completes with OK. A heal is judged if there was
 * progress within the limit and before the next fault began. It is also judged if the limit passed without progress
 * while no other fault acted, a client had an operation open, and the clients had not stopped (they stop when the audit
 * begins). If the clients stopped before the limit of the last heal was over, the result is INCONCLUSIVE unless a
 * violation is found. After a heal with progress each client is judged separately, see {@link ClientRecovery}.
 *
 * <p>{@link StandstillBlame} decides whether the ensemble or the recipe is at fault.
 *
 * <p>A history that passes, with a limit of 5 s: {@code partition:leader} is healed at 14 s, an acquire returns OK at
 * 16 s.
 *
 * <p>One that fails, kind {@code no-progress}: the same, but the next OK comes at 25 s: “no operation succeeded within
 * 5.000 s after p1#0 (partition:leader) was healed at 14.000 s: the next one came 11.000 s after it”.
 *
 * <p>Another, kind {@code client-stuck}: client 1 continues at 16 s, and a read that client 2 called at 12 s stays open
 * until 60 s.
 *
 * <p>No parameters. O(n log n) in operations, and one pass over them for each heal, or client after a heal, without
 * progress.
 */
public final class RecoveryCheck implements Check {
    public static final String NAME = "recovery";

    private static final String HEALS = "heals";

    /** The data that all heals are judged by. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Run(History history, long budgetNanos, long endNanos, Set<Integer> clients, long[] okNanos) {

        /** The clients' operations, unpacked one by one, so that a long history is never in memory as a whole. */
        Stream<Operation> operations() {
            return history.operations().stream().filter(o -> clients.contains(o.client()));
        }
    }

    private enum Ruling {
        PROGRESS,
        STUCK,
        NOT_JUDGED,
        TOO_SHORT,
        IDLE
    }

    /**
     * @param alone whether no other fault acted at the heal
     * @param nextNanos the start of the next fault
     */
    private record Judged(
            FaultWindow window, Ruling ruling, long waitNanos, long budgetNanos, boolean alone, long nextNanos) {
        long deadlineNanos() {
            return window.healedNanos() + budgetNanos;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    /** A run without planned faults has nothing to recover from. */
    @Override
    public boolean informational(History history) {
        return history.header().families().isEmpty() && history.faults().isEmpty();
    }

    @Override
    public Gravity gravity(String kind) {
        return Gravity.PROGRESS;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        List<FaultWindow> healed = history.faults().stream()
                .filter(w -> w.healedNanos() != Operation.OPEN)
                .sorted(Comparator.comparingLong(FaultWindow::healedNanos))
                .toList();
        if (healed.isEmpty()) {
            return CheckResult.of(NAME, Coverage.of(HEALS, 0), "nothing to recover from", List.of());
        }
        Optional<Event.BudgetDerived> bound = history.events(Event.BudgetDerived.class)
                .filter(e -> e.name().equals(NAME))
                .reduce((first, last) -> last);
        if (bound.isEmpty()) {
            return CheckResult.inconclusive(
                    NAME,
                    Coverage.of(HEALS, 0).notJudged("no budget was derived", healed.size()),
                    "",
                    "the history contains no derived budget with the name recovery");
        }
        BudgetGuard guard = new BudgetGuard(budget);
        Run run = run(history, bound.get().nanos(), guard);
        List<Judged> all = healed.stream().map(w -> judge(run, w)).toList();
        return conclude(run, bound.get(), all, guard);
    }

    private static Run run(History history, long budgetNanos, BudgetGuard guard) {
        Set<Integer> workload = history.events(Event.ClientOpened.class)
                .filter(e -> e.kind() == Event.ClientKind.WORKLOAD)
                .map(Event.ClientOpened::client)
                .collect(Collectors.toSet());
        long end = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
        LongStream.Builder ok = LongStream.builder();
        for (Operation o : guard.each(history.operations())) {
            if (o.outcome() == Outcome.OK && workload.contains(o.client())) {
                ok.add(o.completedNanos());
            }
        }
        return new Run(history, budgetNanos, end, workload, ok.build().sorted().toArray());
    }

    private static Judged judge(Run run, FaultWindow w) {
        long heal = w.healedNanos();
        long budget = run.budgetNanos() + stalled(run, heal, heal + run.budgetNanos());
        long deadline = heal + budget;
        long first = firstAtOrAfter(run.okNanos(), heal);
        long next = Operation.OPEN;
        boolean alone = true;
        for (FaultWindow other : run.history().faults()) {
            alone &= other.injectingNanos() > heal || other.healedNanos() <= heal;
            if (other.injectingNanos() > heal) {
                next = Math.min(next, other.injectingNanos());
            }
        }
        long wait = first == Operation.OPEN ? first : first - heal;
        return new Judged(w, ruling(run, heal, deadline, first, alone, next), wait, budget, alone, next);
    }

    private static Ruling ruling(Run run, long heal, long deadline, long first, boolean alone, long next) {
        if (first <= deadline && first <= next) {
            return Ruling.PROGRESS;
        } else if (!alone || next <= deadline) {
            return Ruling.NOT_JUDGED;
        } else if (!anyClientTried(run, heal, deadline)) {
            return Ruling.IDLE;
        }
        return run.endNanos() < deadline ? Ruling.TOO_SHORT : Ruling.STUCK;
    }

    private static long firstAtOrAfter(long[] sorted, long atNanos) {
        int from = SortedSearch.firstAtOrAfter(sorted.length, i -> sorted[i], atNanos);
        return from < sorted.length ? sorted[from] : Operation.OPEN;
    }

    /** The longest stall in the interval: clients in a stalled JVM make no progress. */
    private static long stalled(Run run, long fromNanos, long toNanos) {
        return run.history()
                .events(Event.Stalled.class)
                .mapToLong(e -> Math.min(e.atNanos(), toNanos) - Math.max(e.fromNanos(), fromNanos))
                .filter(n -> n > 0)
                .max()
                .orElse(0);
    }

    private static boolean anyClientTried(Run run, long fromNanos, long toNanos) {
        return run.operations().anyMatch(o -> o.invokedNanos() <= toNanos && o.completedNanos() >= fromNanos);
    }

    private static CheckResult conclude(Run run, Event.BudgetDerived bound, List<Judged> all, BudgetGuard guard) {
        AnomalyCollector findings = new AnomalyCollector(NAME, run.history());
        long longest = 0;
        Coverage.Tally tally = new Coverage.Tally(HEALS);
        ClientRecovery clients = new ClientRecovery(run.history(), run.clients(), findings, guard);
        for (Judged j : all) {
            switch (j.ruling()) {
                case STUCK -> report(run, bound, j, findings);
                case PROGRESS -> clients.judge(j.window(), j.alone(), j.nextNanos(), j.deadlineNanos(), run.endNanos());
                case NOT_JUDGED -> tally.notJudged("overlapped with another fault");
                case IDLE -> tally.notJudged("no client had an operation open");
                case TOO_SHORT -> tally.notJudged("the clients stopped before the budget was over");
            }
            if (j.ruling() == Ruling.PROGRESS || j.ruling() == Ruling.STUCK) {
                tally.judged();
                longest = Math.max(longest, j.waitNanos());
            }
        }
        Coverage coverage = tally.coverage();
        String scope = "longest time from a heal to the next successful operation: "
                + (coverage.judged() == 0
                        ? "not measured"
                        : longest == Operation.OPEN ? "no operation succeeded" : AnomalyText.duration(longest))
                + " (budget " + AnomalyText.duration(run.budgetNanos()) + ")"
                + (clients.text() == null ? "" : "; " + clients.text());
        Judged last = all.get(all.size() - 1);
        if (findings.count() == 0 && last.ruling() == Ruling.TOO_SHORT) {
            return CheckResult.inconclusive(
                    NAME,
                    coverage,
                    scope,
                    "no operation succeeded after the last heal ("
                            + last.window().fault() + " at "
                            + AnomalyText.seconds(last.window().healedNanos()) + "), but the clients stopped at "
                            + AnomalyText.seconds(run.endNanos()) + ", before the budget of "
                            + AnomalyText.duration(last.budgetNanos()) + " was over");
        }
        return findings.result(coverage, scope);
    }

    private static void report(Run run, Event.BudgetDerived bound, Judged j, AnomalyCollector findings) {
        long heal = j.window().healedNanos();
        long deadline = heal + j.budgetNanos();
        List<Integer> open = new ArrayList<>();
        run.operations()
                .filter(o -> o.invokedNanos() <= deadline && o.completedNanos() >= heal)
                .limit(Counterexample.MAX_ROWS)
                .forEach(o -> open.add(o.number()));
        Set<Integer> clients = open.stream()
                .map(o -> run.history().operations().get(o).client())
                .collect(Collectors.toSet());
        findings.add(
                "no-progress",
                "no operation succeeded within " + AnomalyText.duration(j.budgetNanos()) + " after "
                        + j.window().fault() + " (" + j.window().kind() + ") was healed at "
                        + AnomalyText.seconds(heal) + ": "
                        + (j.waitNanos() == Operation.OPEN
                                ? "none came at all"
                                : "the next one came " + AnomalyText.duration(j.waitNanos()) + " after it")
                        + " (budget: " + bound.derivation() + ")",
                StandstillBlame.of(run.history(), run.clients(), heal, deadline),
                new Extent(heal, deadline, clients, open),
                ZooKeeperCitations.AVAILABILITY);
    }
}
