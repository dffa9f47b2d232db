package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A closed time interval; both ends in nanoseconds since the run began. */
public record Interval(long fromNanos, long toNanos) {

    /** Whether the two intervals have a moment in common. */
    public boolean overlaps(long from, long to) {
        return fromNanos <= to && from <= toNanos;
    }

    /** The union as disjoint intervals in chronological order. Intervals that only touch are not merged. */
    public static List<Interval> union(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Comparator.comparingLong(Interval::fromNanos));
        List<Interval> disjoint = new ArrayList<>();
        for (Interval next : sorted) {
            Interval last = disjoint.isEmpty() ? null : disjoint.get(disjoint.size() - 1);
            if (last != null && next.fromNanos() < last.toNanos()) {
                disjoint.set(
                        disjoint.size() - 1, new Interval(last.fromNanos(), Math.max(last.toNanos(), next.toNanos())));
            } else {
                disjoint.add(next);
            }
        }
        return disjoint;
    }

    /**
     * The parts of {@code intervals} outside of {@code others}, in chronological order. An interval of length 0 among
     * {@code others} splits the interval in which it lies.
     */
    public static List<Interval> subtract(List<Interval> intervals, List<Interval> others) {
        List<Interval> removed = union(others);
        List<Interval> remaining = new ArrayList<>();
        for (Interval interval : union(intervals)) {
            long from = interval.fromNanos();
            for (int i = firstEndingAtOrAfter(removed, from);
                    i < removed.size() && removed.get(i).fromNanos() <= interval.toNanos();
                    i++) {
                Interval other = removed.get(i);
                if (other.fromNanos() > from) {
                    remaining.add(new Interval(from, other.fromNanos()));
                }
                from = Math.max(from, other.toNanos());
            }
            if (from < interval.toNanos()) {
                remaining.add(new Interval(from, interval.toNanos()));
            }
        }
        return remaining;
    }

    private static int firstEndingAtOrAfter(List<Interval> disjoint, long nanos) {
        return SortedSearch.firstAtOrAfter(disjoint.size(), i -> disjoint.get(i).toNanos(), nanos);
    }
}
