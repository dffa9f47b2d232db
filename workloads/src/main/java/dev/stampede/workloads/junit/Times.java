package dev.stampede.workloads.junit;

import java.time.Duration;

/** Short names for durations; for static import. */
public final class Times {
    private Times() {}

    public static Duration millis(long number) {
        return Duration.ofMillis(number);
    }

    public static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
