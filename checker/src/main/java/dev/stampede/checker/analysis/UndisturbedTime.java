package dev.stampede.checker.analysis;

import java.util.List;

/**
 * The time in which nothing that is known of disturbed somebody, and so by when something that takes a known time without
 * disturbance must have been done.
 *
 * <p>Disturbances cut time into stretches; what takes a time begins anew in each. Within a stretch, time does not run
 * during pauses (a JVM stalls, or somebody waits for an answer). Immutable; each question takes O(log n) and the stretches
 * and pauses that it steps over. {@link Disturbances} makes it.
 */
public final class UndisturbedTime {
    /** What was not done by the end of the run cannot be judged. */
    public static final long NEVER = Long.MAX_VALUE;

    private final List<Interval> stretches;
    private final RunningTime running;

    /**
     * Undisturbed within some intervals.
     *
     * @param within where it can be undisturbed at all
     * @param disturbed what cuts these
     * @param pauses when the time does not run
     */
    UndisturbedTime(List<Interval> within, List<Interval> disturbed, List<Interval> pauses) {
        this.stretches = Interval.subtract(within, disturbed);
        this.running = new RunningTime(pauses);
    }

    /** By when something is done that takes {@code lengthNanos} undisturbed and can begin at {@code fromNanos}; {@link #NEVER} if not in time. */
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

    /** How much of the closed interval lies in stretches; pauses within them count. */
    public long amount(long fromNanos, long toNanos) {
        long amount = 0;
        for (Interval stretch : stretches(fromNanos, toNanos)) {
            amount += stretch.toNanos() - stretch.fromNanos();
        }
        return amount;
    }

    /** The parts of the stretches that lie in the closed interval, in order of time. */
    public List<Interval> stretches(long fromNanos, long toNanos) {
        int first = SortedSearch.firstAtOrAfter(
                stretches.size(), s -> stretches.get(s).toNanos(), fromNanos);
        return stretches.subList(first, stretches.size()).stream()
                .takeWhile(s -> s.fromNanos() <= toNanos)
                .map(s -> new Interval(Math.max(s.fromNanos(), fromNanos), Math.min(s.toNanos(), toNanos)))
                .toList();
    }
}
