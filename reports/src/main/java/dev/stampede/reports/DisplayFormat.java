package dev.stampede.reports;

import dev.stampede.checker.history.data.FaultWindow;
import java.util.List;
import java.util.Locale;

/** How numbers and times are written for people. */
final class DisplayFormat {
    private DisplayFormat() {}

    /** Three figures and a unit: {@code 850 µs}, {@code 12.3 ms}, {@code 3.10 s}, {@code 2 min 5 s}. */
    static String duration(long nanos) {
        if (nanos < 0) {
            return "-" + duration(-nanos);
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
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A moment of the run, to the millisecond: {@code 12.345 s}. */
    static String moment(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** With thousands separated: {@code 8,412}. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number and its noun: {@code 1 caveat}, {@code 2 caveats}. */
    static String count(long value, String noun) {
        return number(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** Numbers in a row: {@code 1, 2 and 3}. */
    static String list(List<?> things) {
        int n = things.size();
        if (n < 2) {
            return n == 0 ? "" : String.valueOf(things.get(0));
        }
        return String.join(
                        ", ",
                        things.subList(0, n - 1).stream().map(String::valueOf).toList()) + " and " + things.get(n - 1);
    }

    /** Whom a fault meant, and what that was resolved to. */
    static String target(FaultWindow fault) {
        StringBuilder target = new StringBuilder(fault.target());
        if (!fault.members().isEmpty()) {
            target.append(" = member ").append(list(fault.members()));
        }
        if (!fault.clients().isEmpty()) {
            target.append(" = client ").append(list(fault.clients()));
        }
        return target.toString();
    }

    /** At most so many characters, with an ellipsis if some are left out. */
    static String clip(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
