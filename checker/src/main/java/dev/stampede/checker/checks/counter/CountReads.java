package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ConnectedTime;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides how old the result of a read may be. A read is not linearizable: it may return a count that other clients had exceeded
 * before. But it never returns less than its own session has seen, and it is not older than a limit. The limit for the reply of a
 * member is that of {@link dev.stampede.checker.analysis.StalenessBound}. A copy that the client keeps must be renewed within the
 * limit of convergence while the client is connected and no fault acts. O(n log n).
 */
final class CountReads {
    private record Seen(long atNanos, long count, Operation operation) {}

    private final CounterLog log;
    private final KnownCounts known;
    private final OperationAnomalies report;
    private final Analysis analysis;
    private final ConnectedTime connected;
    private final Map<Long, List<Seen>> bySession = new HashMap<>();

    CountReads(CounterLog log, KnownCounts known, OperationAnomalies report, Analysis analysis) {
        this.log = log;
        this.known = known;
        this.report = report;
        this.analysis = analysis;
        this.connected = analysis.connectedTime();
        log.calls().stream()
                .filter(CountingCall::counted)
                .forEach(c -> seen(c.session(), c.result(), c.operation()));
        log.reads().forEach(r -> seen(r.session(), r.count(), r.operation()));
        bySession.replaceAll((session, all) -> highestSoFar(all));
    }

    private void seen(long session, long count, Operation operation) {
        if (session != 0) {
            bySession
                    .computeIfAbsent(session, s -> new ArrayList<>())
                    .add(new Seen(operation.completedNanos(), count, operation));
        }
    }

    /** For each completion in chronological order, the highest count until then. */
    private static List<Seen> highestSoFar(List<Seen> all) {
        all.sort(Comparator.comparingLong(Seen::atNanos));
        List<Seen> highest = new ArrayList<>();
        for (Seen next : all) {
            Seen before = highest.isEmpty() ? next : highest.get(highest.size() - 1);
            highest.add(
                    before.count() > next.count()
                            ? new Seen(next.atNanos(), before.count(), before.operation())
                            : next);
        }
        return highest;
    }

    void judge() {
        for (ObservedCount read : log.reads()) {
            @Nullable Seen own = seenBefore(read);
            @Nullable Operation later = known.firstAtLeast(read.count() + 1);
            if (own != null && own.count() > read.count()) {
                report.add(
                        "went-back",
                        text(read) + ", although its session had seen " + own.count() + " before",
                        read.direct() ? Blame.ZOOKEEPER : Blame.RECIPE,
                        CounterCitations.SESSION_VIEW,
                        own.operation(),
                        read.operation());
            } else if (later != null
                    && later.completedNanos() < read.operation().invokedNanos()) {
                late(read, later);
            }
        }
    }

    private @Nullable Seen seenBefore(ObservedCount read) {
        List<Seen> all = bySession.getOrDefault(read.session(), List.of());
        int before = SortedSearch.firstAtOrAfter(
                all.size(), i -> all.get(i).atNanos(), read.operation().invokedNanos());
        return before == 0 ? null : all.get(before - 1);
    }

    /** @param later the first operation that showed a higher count */
    private void late(ObservedCount read, Operation later) {
        Operation o = read.operation();
        boolean outdated = read.direct()
                ? analysis.stalenessBound().mustInclude(o.client(), later.completedNanos(), o.invokedNanos())
                : renewedBetween(o.client(), later.completedNanos(), o.invokedNanos());
        String text = text(read) + ", although client " + later.client() + " had received " + CounterLog.result(later)
                + " by " + seconds(later.completedNanos());
        if (!outdated) {
            Citation promise = CounterCitations.ONE_AT_A_TIME;
            report.add("stale-read", text, Blame.ASYNCHRONY, promise, CounterCitations.STALE_READ, later, o);
        } else {
            report.add(
                    read.direct() ? "stale-read" : "outdated-count",
                    text + ", longer ago than the limit of "
                            + analysis.bounds().convergence().text(),
                    read.direct() ? Blame.ZOOKEEPER : Blame.RECIPE,
                    read.direct() ? CounterCitations.TIMELINESS : CounterCitations.UP_TO_DATE,
                    later,
                    o);
        }
    }

    /** Whether the client had to renew its copy: it was connected for longer than the limit, and no fault acted. */
    private boolean renewedBetween(int client, long fromNanos, long toNanos) {
        return analysis.bounds().known()
                && connected.suffices(
                        Set.of(client),
                        fromNanos,
                        toNanos,
                        analysis.bounds().convergence().nanos());
    }

    private String text(ObservedCount read) {
        return OperationAnomalies.who(read.operation()) + " read " + read.count() + " from " + log.key() + " at "
                + seconds(read.operation().completedNanos());
    }
}
