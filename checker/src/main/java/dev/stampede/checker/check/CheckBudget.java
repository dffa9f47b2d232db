package dev.stampede.checker.check;

import java.time.Duration;

/**
 * The time and memory that a check may use. Time runs from the call of {@link #of}.
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

    /** A budget of this much time from now, and this many bytes for the tables of a search. */
    public static CheckBudget of(Duration time, long maxBytes) {
        return new CheckBudget(time, maxBytes);
    }

    /** Whether no time is left. */
    public boolean exhausted() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    /** The remaining time; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    /** The initial time. */
    public Duration time() {
        return time;
    }

    /** Why a check that has no time left gives up. */
    public String reason() {
        return "gave up after " + AnomalyText.duration(time.toNanos()) + "; it found no violation in this time";
    }

    /** The time of a check is over. {@link CheckRunner} makes the check INCONCLUSIVE. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The time of this budget is over. */
        public Exceeded(CheckBudget budget) {
            super(budget.reason());
        }

        /** The reason of the result. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** The maximum size of the tables of a search in bytes. */
    public long maxBytes() {
        return maxBytes;
    }
}
