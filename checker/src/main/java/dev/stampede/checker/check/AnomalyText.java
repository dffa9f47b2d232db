package dev.stampede.checker.check;

import dev.stampede.checker.history.data.Operation;
import java.util.Locale;

/** Formats times, durations and zxids in anomalies. Stateless. */
public final class AnomalyText {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long MICRO = 1_000L;

    private AnomalyText() {}

    /** A time or a duration in seconds, such as {@code 12.345 s}; {@code the end} for {@link Operation#OPEN}. */
    public static String seconds(long nanos) {
        return nanos == Operation.OPEN ? "the end" : String.format(Locale.ROOT, "%.3f s", nanos / (double) SECOND);
    }

    /**
     * A duration in the largest unit that prints a non-zero value: {@code 12.345 s}, {@code 0.042 ms} or {@code 250
     * ns}.
     */
    public static String lasting(long nanos) {
        if (nanos <= 0 || nanos >= MILLI) {
            return seconds(nanos);
        }
        return nanos < MICRO ? nanos + " ns" : String.format(Locale.ROOT, "%.3f ms", nanos / (double) MILLI);
    }

    /** A number with its noun: {@code 1 hold}, {@code 2 anomalies}, {@code 8,412 holds}. */
    public static String count(long number, String noun) {
        String plural = noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural);
    }

    /** A session id, token or zxid, such as {@code 0x100000007}. */
    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
