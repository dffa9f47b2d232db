package dev.stampede.checker.checks.naming;

import dev.stampede.checker.analysis.SortedSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The largest zxid that a write may have which was invoked up to a moment; O(log n) per query. */
final class LatestPossibleWrite {
    private final List<NameWrite> byInvocation;
    private final long[] highest;

    LatestPossibleWrite(List<NameWrite> writes, Predicate<NameWrite> which) {
        byInvocation = new ArrayList<>(writes.stream().filter(which).toList());
        byInvocation.sort(Comparator.comparingLong(w -> w.operation().invokedNanos()));
        highest = new long[byInvocation.size()];
        long top = 0;
        for (int i = 0; i < highest.length; i++) {
            top = Math.max(top, byInvocation.get(i).maxZxid());
            highest[i] = top;
        }
    }

    /** The largest zxid that a write may have which was invoked up to a moment; 0 if there is none. */
    long by(long atNanos) {
        int invoked = SortedSearch.upTo(
                highest.length, i -> byInvocation.get(i).operation().invokedNanos(), atNanos);
        return invoked == 0 ? 0 : highest[invoked - 1];
    }
}
