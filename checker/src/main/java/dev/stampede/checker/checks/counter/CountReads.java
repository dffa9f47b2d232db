package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ConnectedTime;
import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.counter.KnownCounts.Evidence;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a read returned a count that was too old. A read is not linearizable: it may return a count that
 * other clients had exceeded before. But it never returns an older state than its own session has seen, and never a
 * state older than a limit. A reply of a member is older than another one if its mzxid is lower; if only its count is
 * lower, an increment was lost. The limit for the reply of a member is that of {@link
 * dev.stampede.checker.analysis.StalenessBound}. A copy that the client keeps must be renewed within the limit of
 * convergence while the client is connected and no fault acts. O(n log n).
 */
final class CountReads {
    private final CounterLog log;
    private final KnownCounts known;
    private final OperationAnomalies report;
    private final Analysis analysis;
    private final ConnectedTime connected;
    private final Map<Long, List<Evidence>> bySession = new HashMap<>();

    CountReads(CounterLog log, KnownCounts known, OperationAnomalies report, Analysis analysis) {
        this.log = log;
        this.known = known;
        this.report = report;
        this.analysis = analysis;
        this.connected = analysis.connectedTime();
        log.calls().stream()
                .filter(CountingCall::counted)
                .forEach(c -> seen(c.session(), new Evidence(c.result(), c.mzxid(), c.operation())));
        log.reads().forEach(r -> seen(r.session(), new Evidence(r.count(), r.mzxid(), r.operation())));
        bySession.values().forEach(all -> all.sort(Comparator.comparingLong(Evidence::atNanos)));
    }

    private void seen(long session, Evidence evidence) {
        if (session != 0) {
            bySession.computeIfAbsent(session, s -> new ArrayList<>()).add(evidence);
        }
    }

    void judge() {
        Map<Long, Newest> direct = newest(Evidence::mzxid);
        Map<Long, Newest> copies = newest(Evidence::count);
        for (ObservedCount read : log.reads()) {
            @Nullable Newest newest = (read.direct() ? direct : copies).get(read.session());
            @Nullable
            Evidence own =
                    newest == null ? null : newest.before(read.operation().invokedNanos());
            boolean back = own != null
                    && (read.direct()
                            ? own.mzxid() > read.mzxid() && own.count() > read.count()
                            : own.count() > read.count());
            if (own != null && back) {
                report.add(
                        "went-back",
                        text(read) + ", although its session had seen " + own.count() + " before",
                        read.direct() ? Blame.ZOOKEEPER : Blame.RECIPE,
                        CounterCitations.SESSION_VIEW,
                        own.operation(),
                        read.operation());
            } else {
                late(read);
            }
        }
    }

    /**
     * The evidence of one session in the order of completion and, for each index, the evidence up to it with the
     * largest value.
     */
    private record Newest(List<Evidence> completed, List<Evidence> largest) {
        @Nullable
        Evidence before(long atNanos) {
            int count = SortedSearch.firstAtOrAfter(
                    completed.size(), i -> completed.get(i).atNanos(), atNanos);
            return count == 0 ? null : largest.get(count - 1);
        }
    }

    private Map<Long, Newest> newest(ToLongFunction<Evidence> value) {
        Map<Long, Newest> newest = new HashMap<>();
        bySession.forEach((session, all) -> {
            List<Evidence> largest = new ArrayList<>();
            for (Evidence next : all) {
                Evidence before = largest.isEmpty() ? next : largest.get(largest.size() - 1);
                largest.add(value.applyAsLong(before) > value.applyAsLong(next) ? before : next);
            }
            newest.put(session, new Newest(all, largest));
        });
        return newest;
    }

    private void late(ObservedCount read) {
        @Nullable Evidence later = known.firstAtLeast(read.count() + 1);
        Operation o = read.operation();
        boolean stale = later != null && later.atNanos() < o.invokedNanos();
        if (later == null || !stale || (read.direct() && later.mzxid() != 0 && later.mzxid() <= read.mzxid())) {
            return;
        }
        boolean outdated = read.direct()
                ? later.mzxid() != 0
                        && analysis.stalenessBound().mustInclude(o.client(), later.atNanos(), o.invokedNanos())
                : mustHaveRenewed(o.client(), later.atNanos(), o.invokedNanos());
        String text = text(read) + ", although client " + later.operation().client() + " had received " + later.count()
                + " by " + seconds(later.atNanos());
        if (!outdated) {
            Citation promise = CounterCitations.ONE_AT_A_TIME;
            report.add(
                    "stale-read", text, Blame.ASYNCHRONY, promise, CounterCitations.STALE_READ, later.operation(), o);
        } else {
            report.add(
                    read.direct() ? "stale-read" : "outdated-count",
                    text + ", longer ago than the limit of "
                            + analysis.bounds().convergence().text(),
                    read.direct() ? Blame.ZOOKEEPER : Blame.RECIPE,
                    read.direct() ? CounterCitations.TIMELINESS : CounterCitations.UP_TO_DATE,
                    later.operation(),
                    o);
        }
    }

    /**
     * Whether the client had to renew its copy between two moments: it was connected for longer than the limit, and no
     * fault acted.
     */
    private boolean mustHaveRenewed(int client, long fromNanos, long toNanos) {
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
