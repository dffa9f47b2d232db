package dev.stampede.checker.check;

import java.time.Duration;

/**
 * What a check may spend. Time runs from the call of {@link #of}.
 *
 * <p>Safe to share between threads.
 */
public final class CheckBudget {
    private final long deadlineNanos;
    private final long maxBytes;
    private final Duration time;

    private CheckBudget(Duration time, long maxBytes) {
        this.time = time;
        this.deadlineNanos = System.nanoTime() + time.toNanos();
        this.maxBytes = maxBytes;
    }

    /** A budget of so much time from now, and so many bytes for the tables of a search. */
    public static CheckBudget of(Duration time, long maxBytes) {
        return new CheckBudget(time, maxBytes);
    }

    /** Whether its time is over. */
    public boolean exhausted() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    /** How much of its time is left; not negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** The time that it began with. */
    public Duration time() {
        return time;
    }

    /** The most that the tables of a search may hold. */
    public long maxBytes() {
        return maxBytes;
    }
}
