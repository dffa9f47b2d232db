package dev.stampede.reports;

import dev.stampede.checker.history.History;

/** How fast a run recovered from its faults. Stateless. */
public final class Recoveries {
    private Recoveries() {}

    /**
     * The slowest recovery: nanoseconds from a proven heal to the completion of the first operation invoked after it
     * that was OK; -1 if there was none. Only heals after which nothing else was broken until then count.
     */
    public static long slowest(History history) {
        return Bites.of(history).slowestRecovery();
    }
}
