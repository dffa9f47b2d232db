package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.check.CheckBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The limits of searches: time, and memory in bytes that all searches with this budget share. Safe to share between
 * threads.
 *
 * <p>Cancelling a budget ends its time.
 */
public final class SearchBudget {
    private static final long LEAST_TO_EXPLAIN_NANOS = Duration.ofMillis(300).toNanos();
    private static final long MAX_TO_EXPLAIN_NANOS = Duration.ofSeconds(10).toNanos();

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
     * A budget of this much time from now, but at most the remaining time of {@code whole}. Its memory is that of
     * {@code whole}, but at most half of the maximum heap of this JVM.
     */
    public static SearchBudget of(CheckBudget whole, long nanos) {
        return new SearchBudget(
                whole,
                System.nanoTime() + nanos,
                Math.min(whole.maxBytes(), Runtime.getRuntime().maxMemory() / 2),
                new AtomicLong(),
                new AtomicBoolean());
    }

    /** The remaining time and memory of {@code whole}. */
    public static SearchBudget of(CheckBudget whole) {
        return of(whole, Long.MAX_VALUE / 2);
    }

    /**
     * The same budget for one of several searches. {@link #release} of the returned budget frees only what that search
     * holds.
     */
    public SearchBudget share() {
        return new SearchBudget(whole, deadlineNanos, maxBytes, bytes, cancelled);
    }

    /** Records allocated bytes; negative for freed bytes. */
    public void hold(long more) {
        bytes.addAndGet(more);
        own.addAndGet(more);
    }

    /** Frees all that was recorded through this share. */
    public void release() {
        bytes.addAndGet(-own.getAndSet(0));
    }

    /** Whether this many more bytes may be allocated. */
    public boolean allows(long more) {
        return bytes.get() + more <= maxBytes;
    }

    public boolean outOfMemory() {
        return bytes.get() > maxBytes;
    }

    public boolean outOfTime() {
        return cancelled.get() || System.nanoTime() - deadlineNanos >= 0 || whole.exhausted();
    }

    /** The remaining time, unless cancelled. */
    public long remainingNanos() {
        long whole = this.whole.remaining().toNanos();
        return Math.max(0, Math.min(deadlineNanos - System.nanoTime(), whole));
    }

    /**
     * A budget for explaining a known verdict: the remaining time of this budget, but at least 300 ms and at most 10 s.
     * Cancelling this budget does not cancel the new one.
     */
    public SearchBudget forExplaining() {
        long nanos = Math.max(LEAST_TO_EXPLAIN_NANOS, Math.min(MAX_TO_EXPLAIN_NANOS, remainingNanos()));
        return of(CheckBudget.of(Duration.ofNanos(nanos), maxBytes));
    }

    /** Stops all searches with this budget. */
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

    /** Ends a search from within a step of the model. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Exhausted() {
            super(null, null, false, false);
        }
    }
}
