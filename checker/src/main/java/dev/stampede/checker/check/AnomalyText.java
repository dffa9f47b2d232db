package dev.stampede.checker.check;

import dev.stampede.checker.history.data.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Formats times, durations and zxids in anomalies. Stateless. */
public final class AnomalyText {
    private AnomalyText() {}

    /** A moment of a run, to the millisecond: {@code 12.345 s}; {@code the end} for {@link Operation#OPEN}. */
    public static String seconds(long nanos) {
        return nanos == Operation.OPEN ? "the end" : String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /**
     * A duration with at most three significant digits and its unit: {@code 850 µs}, {@code 12.3 ms}, {@code 3.1 s},
     * {@code 2 min 5 s}. Trailing zeros after the decimal point are omitted; a non-zero duration is never written as
     * zero.
     */
    public static String duration(long nanos) {
        if (nanos < 0) {
            return "-" + duration(-nanos);
        }
        if (nanos == 0) {
            return "0 s";
        }
        if (nanos < 1_000) {
            return "under 1 µs";
        }
        if (nanos < 1_000_000) {
            return nanos / 1000 + " µs";
        }
        if (nanos < 999_500_000) { // above it the three digits would be "1000 ms"
            return figures(nanos / 1e6) + " ms";
        }
        if (nanos < 120_000_000_000L) {
            return figures(nanos / 1e9) + " s";
        }
        long seconds = nanos / 1_000_000_000L;
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static String figures(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
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
