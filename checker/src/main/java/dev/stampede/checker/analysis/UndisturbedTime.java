package dev.stampede.checker.analysis;

import java.util.List;

/**
 * The time in which no known disturbance acts. {@link #doneBy} computes deadlines from it: when an action is done at
 * the latest that takes at most a given time while nothing disturbs it.
 *
 * <p>Disturbances split time into stretches; an action that does not fit into one stretch starts from the beginning in
 * the next. Within a stretch, time does not
 * pass during pauses (a JVM stalls, or a client waits for a response). Immutable; each query takes O(log n) plus the
 * stretches and pauses that it passes. {@link Disturbances} creates it.
 */
public final class UndisturbedTime {
    /** Stands for a deadline after the end of the run: a missing action cannot be judged. */
    public static final long NEVER = Long.MAX_VALUE;

    private final List<Interval> stretches;
    private final RunningTime running;

    /**
     * The undisturbed parts of some intervals.
     *
     * @param within the intervals
     * @param disturbed the disturbances, which split them
     * @param pauses the times during which time does not pass
     */
    UndisturbedTime(List<Interval> within, List<Interval> disturbed, List<Interval> pauses) {
        this.stretches = Interval.subtract(within, disturbed);
        this.running = new RunningTime(pauses);
    }

    /**
     * The deadline of an action that takes {@code lengthNanos} undisturbed and can start at {@code fromNanos}; {@link
     * #NEVER} if it lies after the run.
     */
    public long doneBy(long fromNanos, long lengthNanos) {
        for (int i = SortedSearch.upTo(stretches.size(), s -> stretches.get(s).toNanos(), fromNanos);
                i < stretches.size();
                i++) {
            Interval stretch = stretches.get(i);
            long done = running.after(Math.max(fromNanos, stretch.fromNanos()), lengthNanos);
            if (done <= stretch.toNanos()) {
                return done;
            }
        }
        return NEVER;
    }

    /** The length of the stretches within the closed interval, including pauses. */
    public long amount(long fromNanos, long toNanos) {
        long amount = 0;
        for (Interval stretch : stretches(fromNanos, toNanos)) {
            amount += stretch.toNanos() - stretch.fromNanos();
        }
        return amount;
    }

    /** The parts of the stretches within the closed interval, in chronological order. */
    public List<Interval> stretches(long fromNanos, long toNanos) {
        int first = SortedSearch.firstAtOrAfter(
                stretches.size(), s -> stretches.get(s).toNanos(), fromNanos);
        return stretches.subList(first, stretches.size()).stream()
                .takeWhile(s -> s.fromNanos() <= toNanos)
                .map(s -> new Interval(Math.max(s.fromNanos(), fromNanos), Math.min(s.toNanos(), toNanos)))
                .toList();
    }
}
