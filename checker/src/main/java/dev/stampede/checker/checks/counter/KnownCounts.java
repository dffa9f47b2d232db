package dev.stampede.checker.checks.counter;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each count was known at the latest: at the first completion of an operation that returned it or a higher one. Immutable;
 * O(log n) per query.
 */
final class KnownCounts {
    private record Evidence(long count, Operation operation) {}

    private final List<Evidence> byCount = new ArrayList<>();

    /** For each index of {@link #byCount}, the operation that completed first from there on. */
    private final Operation[] first;

    KnownCounts(CounterLog log) {
        log.calls().stream()
                .filter(CountingCall::counted)
                .forEach(call -> byCount.add(new Evidence(call.result(), call.operation())));
        log.reads().forEach(read -> byCount.add(new Evidence(read.count(), read.operation())));
        byCount.sort(Comparator.comparingLong(Evidence::count));
        first = new Operation[byCount.size()];
        @Nullable Operation soonest = null;
        for (int i = first.length - 1; i >= 0; i--) {
            Operation next = byCount.get(i).operation();
            soonest = soonest == null || next.completedNanos() < soonest.completedNanos() ? next : soonest;
            first[i] = soonest;
        }
    }

    /** The first completed operation that shows that the counter had reached a count; null if none does. */
    @Nullable
    Operation firstAtLeast(long count) {
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
