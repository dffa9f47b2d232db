package dev.stampede.nemesis.toxiproxy.buffer;

/**
 * The clock of the embedded Toxiproxy: nanoseconds since this class was loaded, so that times can be compared without
 * overflow.
 */
public final class MonotonicClock {
    /** Later than every other time. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN = System.nanoTime();

    private MonotonicClock() {}

    public static long nanos() {
        return System.nanoTime() - ORIGIN;
    }

    /** The sum of {@code nanos} and {@code millis}; {@link #NEVER} on overflow. */
    public static long plusMillis(long nanos, long millis) {
        if (millis >= NEVER / 1_000_000 - nanos / 1_000_000 - 1) {
            return NEVER;
        }
        return nanos + millis * 1_000_000;
    }
}
