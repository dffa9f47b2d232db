package dev.stampede.reports;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.history.data.FaultWindow;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Formats numbers, times and names for people. Stateless. */
public final class DisplayFormat {
    private DisplayFormat() {}

    /** A duration, as {@link AnomalyText#duration} writes it. */
    public static String duration(long nanos) {
        return AnomalyText.duration(nanos);
    }

    /** A moment of the run, to the millisecond: {@code 12.345 s}. */
    static String moment(long nanos) {
        return AnomalyText.seconds(nanos);
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
     * The members and clients that a fault affects, and the target as the plan names it: {@code member 2 (leader)}. If
     * the target was not resolved to members or clients, only the target as the plan names it.
     */
    static String target(FaultWindow fault) {
        String planned = fault.target();
        String text = fault.resolvedTarget();
        if (text.equals(planned) || planned.isEmpty()) {
            return text;
        }
        boolean random = planned.equals("random") || planned.equals("random client");
        return text + " (" + (random ? "chosen at random" : planned) + ")";
    }

    /** Text of at most {@code max} characters; an ellipsis marks omitted text. */
    static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
