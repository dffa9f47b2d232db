package dev.stampede.reports.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Distributes spans over rows. Stateless. */
final class RowLayout {
    /** The maximum number of rows; further rows are folded into the last one. */
    static final int MAX_ROWS = 8;

    private RowLayout() {}

    /** Splits spans into as few rows as possible without overlaps: each span goes to the first free row. O(n log n). */
    static List<List<Span>> split(List<Span> spans) {
        return split(spans, MAX_ROWS);
    }

    /** Splits spans into at most this many rows. The last row may contain overlaps. */
    static List<List<Span>> split(List<Span> spans, int maxRows) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::fromNanos).thenComparingLong(Span::toNanos));
        List<List<Span>> rows = new ArrayList<>();
        PriorityQueue<long[]> free =
                new PriorityQueue<>(Comparator.<long[]>comparingLong(r -> r[0]).thenComparingLong(r -> r[1]));
        PriorityQueue<long[]> busy = new PriorityQueue<>(Comparator.comparingLong(r -> r[0]));
        for (Span span : sorted) {
            while (!busy.isEmpty() && busy.peek()[0] <= span.fromNanos()) {
                free.add(new long[] {busy.remove()[1], 0});
            }
            long row = free.isEmpty() ? rows.size() : free.remove()[0];
            if (row == rows.size() && rows.size() < maxRows) {
                rows.add(new ArrayList<>());
            }
            rows.get((int) Math.min(row, maxRows - 1L)).add(span);
            if (row < maxRows) {
                busy.add(new long[] {Math.max(span.toNanos(), span.fromNanos()), row});
            }
        }
        return rows;
    }

    /**
     * Reduces the spans to about {@code max} per style: successive spans of one style that begin in the same cell of a
     * grid become one span. Spans of a violation ({@link SpanStyle#BAD}) are kept.
     */
    static List<Span> thin(List<Span> spans, int max, long durationNanos) {
        if (spans.size() <= max) {
            return spans;
        }
        long cell = Math.max(1, durationNanos / max);
        List<Span> thinned = new ArrayList<>();
        for (Span span : spans) {
            Span last = thinned.isEmpty() ? null : thinned.get(thinned.size() - 1);
            if (last != null
                    && last.style() == span.style()
                    && span.style() != SpanStyle.BAD
                    && last.fromNanos() / cell == span.fromNanos() / cell) {
                thinned.set(
                        thinned.size() - 1,
                        new Span(
                                last.fromNanos(),
                                Math.max(last.toNanos(), span.toNanos()),
                                last.open() || span.open(),
                                last.style(),
                                "several",
                                -1,
                                last.hatch()));
            } else {
                thinned.add(span);
            }
        }
        return thinned;
    }
}
