package dev.stampede.workloads.run;

/**
 * The clock of a run: nanoseconds since it began, on the host's monotonic clock, which every JVM of the host shares.
 *
 * <p>Safe to share between threads.
 */
final class RunClock {
    private final long origin = System.nanoTime();

    /** The time now. */
    long nanos() {
        return System.nanoTime() - origin;
    }

    /** The run's time of a {@link System#nanoTime()} of any JVM of this host. */
    long of(long systemNanos) {
        return systemNanos - origin;
    }
}
