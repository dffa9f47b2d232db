package dev.stampede.checker.analysis;

import java.util.List;

/** Time without pauses, such as the time in which a JVM runs. Immutable; O(log n) plus the pauses in the interval. */
public final class RunningTime {
    private final List<Interval> pauses;

    RunningTime(List<Interval> pauses) {
        this.pauses = Interval.union(pauses);
    }

    /**
     * The moment at which {@code lengthNanos} of running time have passed since {@code fromNanos}. A pause that starts
     * at that moment does not count.
     */
    public long after(long fromNanos, long lengthNanos) {
        long done = fromNanos + lengthNanos;
        for (int i = SortedSearch.upTo(pauses.size(), p -> pauses.get(p).toNanos(), fromNanos);
                i < pauses.size() && pauses.get(i).fromNanos() < done;
                i++) {
            Interval pause = pauses.get(i);
            done += pause.toNanos() - Math.max(fromNanos, pause.fromNanos());
        }
        return done;
    }
}
