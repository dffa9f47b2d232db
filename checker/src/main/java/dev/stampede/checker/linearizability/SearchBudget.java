package dev.stampede.checker.linearizability;

import dev.stampede.checker.check.CheckBudget;

/** What one search may spend: the time of a check, and bytes that it shares with nobody. Not thread-safe. */
final class SearchBudget {
    private final CheckBudget whole;
    private final long deadlineNanos;
    private final long maxBytes;
    private long bytes;

    private SearchBudget(CheckBudget whole, long deadlineNanos, long maxBytes) {
        this.whole = whole;
        this.deadlineNanos = deadlineNanos;
        this.maxBytes = maxBytes;
    }

    /**
     * A budget of so much time from now, but no more than is left of the whole, and of all its bytes, but never more than
     * half of what this JVM may have.
     */
    static SearchBudget of(CheckBudget whole, long nanos) {
        return new SearchBudget(
                whole,
                System.nanoTime() + nanos,
                Math.min(whole.maxBytes(), Runtime.getRuntime().maxMemory() / 2));
    }

    /** Takes note of bytes that are held from now on; negative if they are given back. */
    void hold(long more) {
        bytes += more;
    }

    /** Whether so many more bytes may be held. */
    boolean allows(long more) {
        return bytes + more <= maxBytes;
    }

    boolean outOfMemory() {
        return bytes > maxBytes;
    }

    boolean outOfTime() {
        return System.nanoTime() - deadlineNanos >= 0 || whole.exhausted();
    }

    Decision.Unknown timeOut(String progress) {
        return new Decision.Unknown(Decision.Limit.TIME, "ran out of time: " + progress);
    }

    Decision.Unknown memoryOut(String progress) {
        return new Decision.Unknown(
                Decision.Limit.MEMORY,
                "ran out of memory at " + (maxBytes >> 20) + " MiB of search tables: " + progress);
    }

    /** Ends a search from within a model's step. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }
}
