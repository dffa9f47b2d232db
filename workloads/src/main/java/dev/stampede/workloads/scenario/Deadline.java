package dev.stampede.workloads.scenario;

import java.time.Duration;

/** Times of {@link System#nanoTime} at which a client acts next. Stateless. */
public final class Deadline {
    private Deadline() {}

    /** The time that is this long from now. */
    public static long in(Duration duration) {
        return System.nanoTime() + duration.toNanos();
    }

    /** Whether a time has come. */
    public static boolean reached(long nanos) {
        return System.nanoTime() - nanos >= 0;
    }
}
