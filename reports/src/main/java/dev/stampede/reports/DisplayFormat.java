package dev.stampede.reports;

import dev.stampede.checker.history.data.FaultWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats numbers, times and names for people. Stateless. */
public final class DisplayFormat {
    private DisplayFormat() {}

    /**
     * At most three significant digits and a unit: {@code 850 µs}, {@code 12.3 ms}, {@code 3.1 s}, {@code 2 min 5 s}.
     * Trailing zeros after the decimal point are omitted; a non-zero duration is never written as zero.
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
        if (nanos < 1_000_000_000L) {
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

    /** A moment of the run, to the millisecond: {@code 12.345 s}. */
    static String moment(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /**
     * A date and time in UTC, to the second: {@code 2026-11-24 00:00:00 UTC}; text that is not ISO-8601 is returned
     * unchanged.
     */
    static String dateTime(String iso) {
        try {
            return Instant.parse(iso)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .replace("T", " ")
                    .replace("Z", " UTC");
        } catch (DateTimeException e) {
            return iso;
        }
    }

    /** A number with thousands separators: {@code 8,412}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number and its noun: {@code 1 caveat}, {@code 2 caveats}. */
    static String count(long value, String noun) {
        return number(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** An enumeration: {@code 1, 2 and 3}. */
    static String list(List<?> things) {
        int n = things.size();
        if (n < 2) {
            return n == 0 ? "" : String.valueOf(things.get(0));
        }
        return String.join(
                        ", ",
                        things.subList(0, n - 1).stream().map(String::valueOf).toList()) + " and " + things.get(n - 1);
    }

    /**
     * The members and clients that the target was resolved to, and how the plan names it: {@code member 2 (leader)}. The
     * target of the plan alone if it was not resolved.
     */
    static String target(FaultWindow fault) {
        List<String> resolved = new ArrayList<>();
        if (!fault.members().isEmpty()) {
            resolved.add((fault.members().size() == 1 ? "member " : "members ") + list(fault.members()));
        }
        if (!fault.clients().isEmpty()) {
            resolved.add((fault.clients().size() == 1 ? "client " : "clients ") + list(fault.clients()));
        }
        String planned = fault.target();
        String text = String.join(", ", resolved);
        if (text.isEmpty() || text.equals(planned) || planned.isEmpty()) {
            return text.isEmpty() ? planned : text;
        }
        boolean random = planned.equals("random") || planned.equals("random client");
        return text + " (" + (random ? "chosen at random" : planned) + ")";
    }

    /** At most {@code max} characters; an ellipsis marks omitted text. */
    static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
