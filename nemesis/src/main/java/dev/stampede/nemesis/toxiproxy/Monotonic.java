package dev.stampede.nemesis.toxiproxy;

/** The clock of this package: nanoseconds since it was loaded, so that they compare without overflow. */
final class Monotonic {
    /** Later than any time that comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN = System.nanoTime();

    private Monotonic() {}

    static long nanos() {
        return System.nanoTime() - ORIGIN;
    }

    /** {@code nanos} plus that many milliseconds, {@link #NEVER} if that is past the end of time. */
    static long plusMillis(long nanos, long millis) {
        if (millis >= NEVER / 1_000_000 - nanos / 1_000_000 - 1) {
            return NEVER;
        }
        return nanos + millis * 1_000_000;
    }
}
