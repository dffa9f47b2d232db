package dev.stampede.nemesis.plan;

import java.time.Duration;
import java.util.Locale;

/** Durations in whole milliseconds, the unit of plans. */
final class WholeMillis {
    private WholeMillis() {}

    static void require(Duration duration, String what) {
        if (duration.isNegative() || !duration.equals(Duration.ofMillis(duration.toMillis()))) {
            throw new IllegalArgumentException(
                    "expected %s of whole milliseconds, not negative; got %s".formatted(what, duration));
        }
    }

    /** The duration in seconds, such as {@code 2.5 s}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 == 0) {
            return millis / 1_000 + " s";
        }
        return String.format(Locale.ROOT, "%.3f", millis / 1_000.0).replaceAll("0+$", "") + " s";
    }
}
