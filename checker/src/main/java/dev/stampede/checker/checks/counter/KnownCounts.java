package dev.stampede.checker.checks.counter;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each count was known at the latest: at the first completion of an operation that returned it or a higher one.
 * Immutable; O(log n) per query.
 */
final class KnownCounts {
    /**
     * An operation that shows a count.
     *
     * @param mzxid the zxid of the state that it wrote or read, 0 if unknown
     */
    record Evidence(long count, long mzxid, Operation operation) {
        long atNanos() {
            return operation.completedNanos();
        }
    }

    private final List<Evidence> byCount = new ArrayList<>();

    /** For each index of {@link #byCount}, the evidence that completed first among those from this index on. */
    private final Evidence[] first;

    KnownCounts(CounterLog log) {
        log.calls().stream()
                .filter(CountingCall::counted)
                .forEach(call -> byCount.add(new Evidence(call.result(), call.mzxid(), call.operation())));
        log.reads().forEach(read -> byCount.add(new Evidence(read.count(), read.mzxid(), read.operation())));
        byCount.sort(Comparator.comparingLong(Evidence::count));
        first = new Evidence[byCount.size()];
        @Nullable Evidence soonest = null;
        for (int i = first.length - 1; i >= 0; i--) {
            Evidence next = byCount.get(i);
            soonest = soonest == null || next.atNanos() < soonest.atNanos() ? next : soonest;
            first[i] = soonest;
        }
    }

    /** The first completed evidence that the counter had reached a count; null if there is none. */
    @Nullable
    Evidence firstAtLeast(long count) {
        int at = SortedSearch.firstAtOrAfter(byCount.size(), i -> byCount.get(i).count(), count);
        return at == first.length ? null : first[at];
    }

    /** The highest count; 0 if there is none. */
    long highest() {
        return byCount.isEmpty()
                ? 0
                : Math.max(0, byCount.get(byCount.size() - 1).count());
    }
}
