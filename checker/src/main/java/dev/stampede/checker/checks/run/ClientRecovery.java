package dev.stampede.checker.checks.run;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The progress of each client after a heal after which the run as a whole made progress: one client may be stuck while
 * the others continue.
 *
 * <p>A client made progress if one of its operations got a definite outcome within the time limit and before the next
 * fault began. It is stuck (kind {@link #STUCK}) if the time limit passed without progress and without another fault,
 * and it had an operation in progress. A client that waited for a grant is not judged, because the lock may not have
 * been free for it; the checks {@code wake-up} and {@code waiting} judge waiting clients. Not thread-safe; O(n) in
 * operations to build it, O(log n) per client and heal, and a pass over the operations for each client without
 * progress.
 */
final class ClientRecovery {
    static final String STUCK = "client-stuck";

    private final History history;
    private final ClientTimeline timeline;
    private final AnomalyCollector findings;
    private final Map<Integer, long[]> doneNanos = new TreeMap<>();
    private final Coverage.Tally tally = new Coverage.Tally("client recoveries");

    ClientRecovery(History history, Set<Integer> clients, AnomalyCollector findings, BudgetGuard guard) {
        this.history = history;
        this.timeline = Analysis.of(history).clients();
        this.findings = findings;
        Map<Integer, LongStream.Builder> times = new HashMap<>();
        clients.forEach(client -> times.put(client, LongStream.builder()));
        for (Operation o : guard.each(history.operations())) {
            LongStream.Builder ofClient = done(o) ? times.get(o.client()) : null;
            if (ofClient != null) {
                ofClient.add(o.completedNanos());
            }
        }
        times.forEach(
                (client, all) -> doneNanos.put(client, all.build().sorted().toArray()));
    }

    private static boolean done(Operation o) {
        return o.completed() && o.outcome() != Outcome.INDETERMINATE;
    }

    /**
     * Judges every client after a heal.
     *
     * @param alone whether no other fault acted at the heal
     * @param nextNanos the start of the next fault
     * @param deadlineNanos the end of the time limit
     * @param endNanos when the clients stopped
     */
    void judge(FaultWindow window, boolean alone, long nextNanos, long deadlineNanos, long endNanos) {
        doneNanos.forEach((client, times) -> {
            long heal = Math.max(window.healedNanos(), openedAfter(client, window.healedNanos()));
            int next = SortedSearch.firstAtOrAfter(times.length, i -> times[i], heal);
            long first = next < times.length ? times[next] : Operation.OPEN;
            if (first < nextNanos && first <= deadlineNanos) {
                tally.judged();
            } else if (!alone || nextNanos <= deadlineNanos) {
                tally.notJudged("overlapped with another fault");
            } else if (endNanos < deadlineNanos) {
                tally.notJudged("the clients stopped before the budget was over");
            } else {
                withoutProgress(client, window, deadlineNanos);
            }
        });
    }

    /** When a client was opened again after the heal; the time of the heal if it was not. */
    private long openedAfter(int client, long healedNanos) {
        Long opened = timeline.processEnds(client).ceiling(healedNanos);
        return opened == null ? healedNanos : opened;
    }

    private void withoutProgress(int client, FaultWindow window, long deadlineNanos) {
        Operation waiting = null;
        Operation inProgress = null;
        for (Operation o : history.operations()) {
            if (o.client() == client
                    && o.invokedNanos() <= deadlineNanos
                    && o.completedNanos() >= window.healedNanos()) {
                inProgress = inProgress == null ? o : inProgress;
                waiting = waitsForGrant(o) ? o : waiting;
            }
        }
        if (inProgress == null) {
            tally.notJudged("it had no operation in progress");
        } else if (waiting != null) {
            tally.notJudged("it waited for a grant");
        } else {
            tally.judged();
            report(client, window, deadlineNanos, inProgress);
        }
    }

    private static boolean waitsForGrant(Operation o) {
        return o.input() instanceof LockInput.Acquire || o.input() instanceof LockInput.AcquireAll;
    }

    private void report(int client, FaultWindow window, long deadlineNanos, Operation inProgress) {
        findings.add(
                STUCK,
                timeline.name(client) + " completed no operation within "
                        + AnomalyText.duration(deadlineNanos - window.healedNanos()) + " after " + window.fault() + " ("
                        + window.kind() + ") was healed at " + AnomalyText.seconds(window.healedNanos())
                        + ", although other clients did; it was in " + inProgress.function() + ", which it called at "
                        + AnomalyText.seconds(inProgress.invokedNanos()),
                Blame.RECIPE,
                new Extent(window.healedNanos(), deadlineNanos, Set.of(client), List.of(inProgress.number())),
                ZooKeeperCitations.AVAILABILITY);
    }

    /** The coverage of the recoveries of clients in a sentence; null if no heal was judged. */
    @Nullable
    String text() {
        Coverage coverage = tally.coverage();
        return coverage.judged() + coverage.notJudgedCount() == 0 ? null : coverage.text();
    }
}
