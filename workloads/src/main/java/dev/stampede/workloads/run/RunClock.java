package dev.stampede.workloads.run;

/**
 * The clock of a run: nanoseconds since its beginning, on the monotonic clock of the host, which all JVMs of the host
 * share.
 *
 * <p>Safe to share between threads.
 */
final class RunClock {
    private final long origin = System.nanoTime();

    /** The time now. */
    long nanos() {
        return System.nanoTime() - origin;
    }

    /** The {@link System#nanoTime()} at which the run began. */
    long originNanos() {
        return origin;
    }

    /** Converts a {@link System#nanoTime()} of any JVM of this host. */
    long of(long systemNanos) {
        return systemNanos - origin;
    }
}
