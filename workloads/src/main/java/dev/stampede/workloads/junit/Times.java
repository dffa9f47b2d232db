package dev.stampede.workloads.junit;

import java.time.Duration;

/** Short names for times, to be imported statically. */
public final class Times {
    private Times() {}

    public static Duration millis(long number) {
        return Duration.ofMillis(number);
    }

    public static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
