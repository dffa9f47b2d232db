package dev.stampede.checker.checks.barrier;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether clients passed one barrier while it was set, or still waited after it had been lifted.
 *
 * <p>The barrier was certainly set throughout an interval if a set was acknowledged before the interval, and if no lift
 * that was invoked before the end of the interval can have taken effect after that set. A lift whose outcome is unknown
 * can take effect at any later time, but not after a later request of its session had been acknowledged (FIFO client
 * order). The same rule with sets and lifts exchanged shows when the barrier was certainly lifted. Initially it is
 * lifted. O(n log n).
 */
final class SetBarriers {
    /** @param endNanos the latest time at which the operation can take effect */
    private record Change(Operation operation, long endNanos) {
        boolean certain() {
            return operation.outcome() == Outcome.OK;
        }
    }

    private final String key;
    private final Analysis analysis;
    private final OperationAnomalies report;
    private final Map<Integer, Boolean> answeredAbsent;
    private final List<Operation> waits = new ArrayList<>();
    private final Changes sets;
    private final Changes lifts;

    /**
     * @param answeredAbsent for each operation with requests for the barrier, whether a member answered that it does
     *     not exist
     */
    SetBarriers(
            String key,
            List<Operation> operations,
            Map<Integer, Boolean> answeredAbsent,
            Analysis analysis,
            OperationAnomalies report) {
        this.key = key;
        this.analysis = analysis;
        this.report = report;
        this.answeredAbsent = answeredAbsent;
        this.sets = new Changes(operations, BarrierInput.SetBarrier.class);
        this.lifts = new Changes(operations, BarrierInput.LiftBarrier.class);
        operations.stream()
                .filter(o -> o.input() instanceof BarrierInput.AwaitBarrier)
                .forEach(waits::add);
    }

    /** The sets, or the lifts, of a barrier. */
    private static final class Changes {
        /** The changes that took effect or may have taken effect, sorted by invocation. */
        private final List<Change> possible = new ArrayList<>();
        /** For each index of {@link #possible}, the latest end up to it. */
        private final long[] latestEnd;
        /** The changes that took effect, sorted by completion. */
        private final List<Change> certain;
        /** For each index of {@link #certain}, the change up to it that was invoked last. */
        private final List<Change> lastInvoked = new ArrayList<>();

        Changes(List<Operation> operations, Class<?> kind) {
            for (Operation o : operations) {
                if (kind.isInstance(o.input()) && o.outcome() != Outcome.FAILED) {
                    possible.add(new Change(o, end(o, operations)));
                }
            }
            possible.sort(Comparator.comparingLong(c -> c.operation().invokedNanos()));
            latestEnd = new long[possible.size()];
            long latest = 0;
            for (int i = 0; i < latestEnd.length; i++) {
                latest = Math.max(latest, possible.get(i).endNanos());
                latestEnd[i] = latest;
            }
            certain = new ArrayList<>(possible.stream().filter(Change::certain).toList());
            certain.sort(Comparator.comparingLong(Change::endNanos));
            for (Change c : certain) {
                @Nullable Change last = lastInvoked.isEmpty() ? null : lastInvoked.get(lastInvoked.size() - 1);
                boolean later = last == null
                        || c.operation().invokedNanos() > last.operation().invokedNanos();
                lastInvoked.add(last == null || later ? c : last);
            }
        }

        /** A change with an unknown outcome cannot take effect after a later change of its session was acknowledged. */
        private static long end(Operation o, List<Operation> operations) {
            if (o.outcome() == Outcome.OK) {
                return o.completedNanos();
            }
            return operations.stream()
                    .filter(later -> later.client() == o.client()
                            && later.session() == o.session()
                            && later.outcome() == Outcome.OK
                            && later.invokedNanos() >= o.completedNanos()
                            && !(later.input() instanceof BarrierInput.AwaitBarrier))
                    .mapToLong(Operation::completedNanos)
                    .min()
                    .orElse(Operation.OPEN);
        }

        /**
         * Of the changes that were acknowledged before a moment, the one that was invoked last; null if there is none.
         */
        @Nullable
        Change before(long atNanos) {
            int count = SortedSearch.firstAtOrAfter(
                    certain.size(), i -> certain.get(i).endNanos(), atNanos);
            return count == 0 ? null : lastInvoked.get(count - 1);
        }

        /**
         * The invocation of the first change that can take effect at {@code atNanos} or later; {@link Operation#OPEN}
         * if none can.
         */
        long firstThatCanFollow(long atNanos) {
            int first = SortedSearch.firstAtOrAfter(latestEnd.length, i -> latestEnd[i], atNanos);
            return first == latestEnd.length
                    ? Operation.OPEN
                    : possible.get(first).operation().invokedNanos();
        }
    }

    void judge() {
        List<Interval> lifted = lifted();
        for (Operation wait : waits) {
            if (wait.outcome() == Outcome.OK) {
                early(wait);
            }
            stuck(wait, lifted);
        }
    }

    private void early(Operation wait) {
        @Nullable Change set = sets.before(wait.invokedNanos());
        if (set == null || lifts.firstThatCanFollow(set.operation().invokedNanos()) <= wait.completedNanos()) {
            return;
        }
        @Nullable Boolean sawAbsence = answeredAbsent.get(wait.number());
        boolean stale = sawAbsence == null || sawAbsence;
        boolean mustSeeTheSet = setBySameSession(wait, set.operation())
                || analysis.stalenessBound()
                        .mustInclude(wait.client(), set.operation().completedNanos(), wait.invokedNanos());
        @Nullable Citation excuse = stale && !mustSeeTheSet ? BarrierCitations.STALE_READ : null;
        report.add(
                "passed-early",
                OperationAnomalies.who(wait) + " passed " + key + " at " + seconds(wait.completedNanos())
                        + ", although client " + set.operation().client() + " had set it by "
                        + seconds(set.operation().completedNanos()) + ", and no client had lifted it since"
                        + (stale ? "" : "; no member had answered that it does not exist"),
                excuse != null ? Blame.ASYNCHRONY : stale && sawAbsence != null ? Blame.ZOOKEEPER : Blame.RECIPE,
                BarrierCitations.BARRIER,
                excuse,
                set.operation(),
                wait);
    }

    /** Whether the session of the waiting client had set the barrier itself, so that it cannot read an older state. */
    private static boolean setBySameSession(Operation wait, Operation set) {
        return set.client() == wait.client() && set.session() == wait.session() && set.session() != 0;
    }

    /** When the barrier was certainly lifted, in chronological order. */
    private List<Interval> lifted() {
        List<Interval> all = new ArrayList<>();
        long end = analysis.history().endNanos();
        all.add(new Interval(0, Math.min(end, sets.firstThatCanFollow(0))));
        for (Change lift : lifts.certain) {
            long until = Math.min(end, sets.firstThatCanFollow(lift.operation().invokedNanos()));
            if (until > lift.endNanos()) {
                all.add(new Interval(lift.endNanos(), until));
            }
        }
        return all;
    }

    private void stuck(Operation wait, List<Interval> lifted) {
        DerivedBound limit = analysis.bounds().convergence();
        long returned = TimedCalls.returned(wait, analysis);
        int first =
                SortedSearch.firstAtOrAfter(lifted.size(), i -> lifted.get(i).toNanos(), wait.invokedNanos());
        for (int i = first; i < lifted.size() && lifted.get(i).fromNanos() <= returned; i++) {
            long from = Math.max(lifted.get(i).fromNanos(), wait.invokedNanos());
            long to = Math.min(lifted.get(i).toNanos(), returned);
            if (analysis.connectedTime().suffices(Set.of(wait.client()), from, to, limit.nanos())) {
                report.add(
                        "stuck",
                        OperationAnomalies.who(wait) + " waited for " + key + " until " + seconds(to)
                                + ", although it had been lifted by " + seconds(from)
                                + ", the client was connected, and no fault acted (allowed: " + limit.text() + ")",
                        Blame.RECIPE,
                        BarrierCitations.BARRIER,
                        wait);
                return;
            }
        }
    }
}
