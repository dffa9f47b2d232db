package dev.stampede.checker.checks.counter;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.OperationAnomalies;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.checks.counter.KnownCounts.Evidence;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the counter counted more than its clients asked for.
 *
 * <p>The counter takes each count from 1 to the highest known one. A count that no increment returned is
 * <em>unclaimed</em>: an increment with an unknown outcome must have led to it, and each of those led to one count at
 * most. The assignment is a matching:
 *
 * <ul>
 *   <li>An increment whose possible writes are known can only lead to the counts that they would have written.
 *   <li>Any other increment can lead to every count that was not known before its invocation.
 * </ul>
 *
 * <p>The counts are matched in ascending order, first with increments of the first kind, by augmenting paths. The
 * counts that such a greedy algorithm matches are, for every k, as many of the counts up to k as possible (Edmonds,
 * "Matroids and the greedy algorithm", 1971: they form a transversal matroid). So the algorithm leaves as few counts as
 * possible to increments of the second kind. These can lead to all counts from some count on, so that it suffices to
 * compare numbers. Therefore a count that stays unmatched proves that the counter counted too much; if no count stays
 * unmatched, an assignment exists. O(n log n), and O(m²) in the m increments with an unknown outcome and known writes.
 *
 * <p>An operation with an additional write that may have taken effect explains an unmatched count: the operation was
 * counted twice, or its client was informed that it was not counted.
 */
final class UnclaimedCounts {
    /** The maximum number of unmatched counts of one counter that are reported one by one. */
    private static final int MAX_REPORTED = 1_000;

    /** An increment of the first kind, and the count with which it is matched. */
    private static final class Candidate {
        private final CountingCall call;
        private long matched = CountWrite.ANY;

        Candidate(CountingCall call) {
            this.call = call;
        }
    }

    private final CounterLog log;
    private final KnownCounts known;
    private final OperationAnomalies report;
    /** The increments of the first kind, by the counts that they can lead to. */
    private final Map<Long, List<Candidate>> byCount = new HashMap<>();
    /** The invocations of the increments of the second kind, sorted. */
    private final List<Long> freeSince = new ArrayList<>();
    /** The operations that explain an unmatched count. */
    private final Set<Integer> blamed = new HashSet<>();
    /** The number of increments of both kinds. */
    private long candidates;
    /** The number of increments of the second kind that were invoked before the current count was known. */
    private int freeInvoked;
    /** The number of increments of the second kind that are matched. */
    private int freeUsed;

    private int matched;

    UnclaimedCounts(CounterLog log, boolean versioned, KnownCounts known, OperationAnomalies report) {
        this.log = log;
        this.known = known;
        this.report = report;
        for (CountingCall call : log.calls()) {
            if (!call.counted() && !call.refused()) {
                add(call, versioned || call.conditional());
            }
        }
        freeSince.sort(Comparator.naturalOrder());
    }

    /** @param exact whether each of its writes would have written a certain count */
    private void add(CountingCall call, boolean exact) {
        if (!exact || call.others().stream().anyMatch(w -> w.count() == CountWrite.ANY)) {
            freeSince.add(call.operation().invokedNanos());
            candidates++;
        } else if (!call.others().isEmpty()) {
            Candidate candidate = new Candidate(call);
            call.others().stream().map(CountWrite::count).distinct().forEach(c -> byCount.computeIfAbsent(
                            c, k -> new ArrayList<>())
                    .add(candidate));
            candidates++;
        }
    }

    /** The number of increments with an unknown outcome that certainly took effect. */
    int matched() {
        return matched;
    }

    void judge() {
        Set<Long> claimed = new HashSet<>();
        log.calls().stream().filter(CountingCall::counted).forEach(c -> claimed.add(c.result()));
        long highest = known.highest();
        long unclaimed = highest - claimed.stream().filter(c -> c >= 1).count();
        if (unclaimed > candidates + MAX_REPORTED) {
            tooMuch(
                    highest,
                    count(unclaimed, "count") + " up to it were returned by no increment, and at most "
                            + count(candidates, "increment") + " with an unknown outcome can have led to them");
            return;
        }
        for (long c = 1; c <= highest; c++) {
            if (!claimed.contains(c)) {
                if (match(c, new HashSet<>()) || takeFree(c)) {
                    matched++;
                } else {
                    explain(c);
                }
            }
        }
    }

    private boolean match(long c, Set<Candidate> visited) {
        long latest = latest(c);
        for (Candidate candidate : byCount.getOrDefault(c, List.of())) {
            boolean sent = candidate.call.others().stream().anyMatch(w -> w.count() == c && w.sentNanos() <= latest);
            if (sent
                    && visited.add(candidate)
                    && (candidate.matched == CountWrite.ANY || match(candidate.matched, visited))) {
                candidate.matched = c;
                return true;
            }
        }
        return false;
    }

    private boolean takeFree(long c) {
        long latest = latest(c);
        while (freeInvoked < freeSince.size() && freeSince.get(freeInvoked) <= latest) {
            freeInvoked++;
        }
        if (freeUsed < freeInvoked) {
            freeUsed++;
            return true;
        }
        return false;
    }

    /** The time by which the counter had certainly reached a count. */
    private long latest(long c) {
        @Nullable Evidence first = known.firstAtLeast(c);
        return first == null ? Long.MAX_VALUE : first.atNanos();
    }

    private void explain(long c) {
        @Nullable CountingCall culprit = null;
        boolean certain = false;
        for (CountingCall call : log.calls()) {
            boolean exact = call.others().stream().anyMatch(w -> w.count() == c && w.sentNanos() <= latest(c));
            boolean possible = exact
                    || (!blamed.contains(call.operation().number())
                            && (call.refused() || call.result() > c)
                            && call.others().stream()
                                    .anyMatch(w -> w.count() == CountWrite.ANY && w.sentNanos() <= latest(c)));
            if (possible && (culprit == null || better(call, exact, culprit, certain))) {
                culprit = call;
                certain = exact;
            }
        }
        if (culprit == null) {
            tooMuch(c, "no increment returned " + c + ", and none with an unknown outcome can have led to it");
        } else {
            blamed.add(culprit.operation().number());
            explain(c, culprit);
        }
    }

    /** Prefers an operation that would have written the count, then the one that returned the next higher count. */
    private static boolean better(CountingCall call, boolean exact, CountingCall than, boolean thanExact) {
        if (exact != thanExact) {
            return exact;
        }
        return call.counted() && (!than.counted() || call.result() < than.result());
    }

    private void explain(long c, CountingCall culprit) {
        Operation o = culprit.operation();
        long sent = culprit.others().stream()
                .filter(w -> w.count() == c || w.count() == CountWrite.ANY)
                .mapToLong(CountWrite::sentNanos)
                .min()
                .orElse(o.invokedNanos());
        String evidence =
                "; the count " + c + ", which no other increment can have led to, is the effect of its request sent"
                        + " at " + seconds(sent) + ", whose reply was lost";
        String call = OperationAnomalies.who(o) + "'s " + o.function() + " of " + log.key();
        if (culprit.refused()) {
            Citation promise = culprit.conditional() ? CounterCitations.TRY_SET : CounterCitations.SUCCEEDED;
            report.add(
                    "untrue-failure",
                    call + " was counted, although its client was informed that it did not succeed" + evidence,
                    Blame.RECIPE,
                    promise,
                    o);
        } else {
            report.add(
                    "counted-twice",
                    call + " was counted twice: "
                            + (culprit.counted() ? "it returned " + culprit.result() : "its outcome is unknown")
                            + evidence,
                    Blame.RECIPE,
                    CounterCitations.INCREMENT,
                    o);
        }
    }

    private void tooMuch(long c, String why) {
        @Nullable Evidence first = known.firstAtLeast(c);
        if (first != null) {
            report.add(
                    "counted-too-much",
                    log.key() + " reached " + c + " by " + seconds(first.atNanos()) + ", but " + why,
                    Blame.RECIPE,
                    CounterCitations.ONE_AT_A_TIME,
                    first.operation());
        }
    }
}
