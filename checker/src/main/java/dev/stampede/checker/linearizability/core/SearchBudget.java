package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.check.CheckBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What searches may spend: time, and bytes that all searches with this budget share. Safe to share between threads.
 *
 * <p>Once it is cancelled its time is over.
 */
public final class SearchBudget {
    private static final long LEAST_TO_EXPLAIN_NANOS = Duration.ofMillis(300).toNanos();
    private static final long MOST_TO_EXPLAIN_NANOS = Duration.ofSeconds(10).toNanos();

    private final CheckBudget whole;
    private final long deadlineNanos;
    private final long maxBytes;
    private final AtomicLong bytes;
    private final AtomicBoolean cancelled;
    private final AtomicLong own = new AtomicLong();

    private SearchBudget(
            CheckBudget whole, long deadlineNanos, long maxBytes, AtomicLong bytes, AtomicBoolean cancelled) {
        this.whole = whole;
        this.deadlineNanos = deadlineNanos;
        this.maxBytes = maxBytes;
        this.bytes = bytes;
        this.cancelled = cancelled;
    }

    /**
     * A budget of so much time from now, but no more than is left of the whole, and of all its bytes, but never more than
     * half of what this JVM may have.
     */
    public static SearchBudget of(CheckBudget whole, long nanos) {
        return new SearchBudget(
                whole,
                System.nanoTime() + nanos,
                Math.min(whole.maxBytes(), Runtime.getRuntime().maxMemory() / 2),
                new AtomicLong(),
                new AtomicBoolean());
    }

    /** All that is left of the whole. */
    public static SearchBudget of(CheckBudget whole) {
        return of(whole, Long.MAX_VALUE / 2);
    }

    /** The same budget for one of several searches, which can {@link #release} what it alone holds. */
    public SearchBudget share() {
        return new SearchBudget(whole, deadlineNanos, maxBytes, bytes, cancelled);
    }

    /** Takes note of bytes that are held from now on; negative if they are given back. */
    public void hold(long more) {
        bytes.addAndGet(more);
        own.addAndGet(more);
    }

    /** Gives back all that was held through this share. */
    public void release() {
        bytes.addAndGet(-own.getAndSet(0));
    }

    /** Whether so many more bytes may be held. */
    public boolean allows(long more) {
        return bytes.get() + more <= maxBytes;
    }

    public boolean outOfMemory() {
        return bytes.get() > maxBytes;
    }

    public boolean outOfTime() {
        return cancelled.get() || System.nanoTime() - deadlineNanos >= 0 || whole.exhausted();
    }

    /** How long it lasts, unless it is cancelled. */
    public long remainingNanos() {
        long whole = this.whole.remaining().toNanos();
        return Math.max(0, Math.min(deadlineNanos - System.nanoTime(), whole));
    }

    /**
     * A budget for making a verdict that is known understandable: what is left of this one, but at least a moment and at
     * most some seconds. Does not end with this one.
     */
    public SearchBudget forExplaining() {
        long nanos = Math.max(LEAST_TO_EXPLAIN_NANOS, Math.min(MOST_TO_EXPLAIN_NANOS, remainingNanos()));
        return of(CheckBudget.of(Duration.ofNanos(nanos), maxBytes));
    }

    /** Ends all searches with this budget. */
    public void cancel() {
        cancelled.set(true);
    }

    public Decision.Unknown timeOut(String progress) {
        return new Decision.Unknown(Decision.Limit.TIME, "ran out of time: " + progress);
    }

    public Decision.Unknown memoryOut(String progress) {
        return new Decision.Unknown(
                Decision.Limit.MEMORY,
                "ran out of memory at " + (maxBytes >> 20) + " MiB of search tables: " + progress);
    }

    /** Ends a search from within a model's step. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Exhausted() {
            super(null, null, false, false);
        }
    }
}
