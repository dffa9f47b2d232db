package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Finds overlaps: all pairs of spans of one key and two clients, not both readers, that share a point. Spans are closed
 * intervals of time or of zxids; a span that ends before it begins is empty.
 *
 * <p>Visits the spans in the order of their starts: each overlaps exactly those earlier ones that have not ended yet.
 * O(n log n + pairs).
 */
public final class OverlapFinder {
    /**
     * The maximum number of pairs that are examined; a check with more pairs gives up unless it has found a violation.
     */
    public static final int MAX_PAIRS = 50_000;

    /** A part of a hold from one point to another. A hold may have several. */
    public record Span(Hold hold, long from, long to) {}

    /**
     * Two holds that share the points from {@code from} to {@code to}, and possibly later ones.
     *
     * @param older the hold that was granted first
     */
    public record Overlap(Hold older, Hold younger, long from, long to) {
        /** Identifies the pair in all views. */
        long pair() {
            int low = Math.min(older.index(), younger.index());
            int high = Math.max(older.index(), younger.index());
            return ((long) low << 32) | high;
        }
    }

    /**
     * The overlaps in the order of their starts, each pair once.
     *
     * @param complete whether there were at most {@link #MAX_PAIRS}
     */
    record Result(List<Overlap> overlaps, boolean complete) {}

    private OverlapFinder() {}

    static Result overlaps(List<Span> spans, BudgetGuard guard) {
        Map<String, List<Span>> byKey = new HashMap<>();
        for (Span span : spans) {
            if (span.from() <= span.to()) {
                byKey.computeIfAbsent(span.hold().key(), k -> new ArrayList<>()).add(span);
            }
        }
        List<Overlap> found = new ArrayList<>();
        Set<Long> pairs = new HashSet<>();
        boolean complete = true;
        for (List<Span> ofKey : byKey.values()) {
            complete &= sweep(ofKey, found, pairs, guard);
        }
        found.sort(Comparator.comparingLong(Overlap::from)
                .thenComparing(o -> o.older().index())
                .thenComparing(o -> o.younger().index()));
        return new Result(found, complete);
    }

    private static boolean sweep(List<Span> spans, List<Overlap> found, Set<Long> pairs, BudgetGuard guard) {
        spans.sort(
                Comparator.comparingLong(Span::from).thenComparingLong(Span::to).thenComparing(s -> s.hold()
                        .index()));
        PriorityQueue<Span> open = new PriorityQueue<>(Comparator.comparingLong(Span::to));
        for (Span span : spans) {
            while (!open.isEmpty() && open.peek().to() < span.from()) {
                open.poll();
                guard.step();
            }
            for (Span other : open) {
                guard.step();
                if (!other.hold().excludes(span.hold())) {
                    continue;
                }
                Overlap overlap = overlap(other, span);
                if (pairs.add(overlap.pair())) {
                    if (found.size() == MAX_PAIRS) {
                        return false;
                    }
                    found.add(overlap);
                }
            }
            open.add(span);
        }
        return true;
    }

    private static Overlap overlap(Span a, Span b) {
        boolean ordered = a.hold().grantedNanos() < b.hold().grantedNanos()
                || (a.hold().grantedNanos() == b.hold().grantedNanos()
                        && a.hold().index() < b.hold().index());
        return new Overlap(
                ordered ? a.hold() : b.hold(),
                ordered ? b.hold() : a.hold(),
                Math.max(a.from(), b.from()),
                Math.min(a.to(), b.to()));
    }
}
