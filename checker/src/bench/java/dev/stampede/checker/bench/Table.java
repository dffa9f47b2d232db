package dev.stampede.checker.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as a Markdown table: the measurement, its requirement, and whether it was met. Not thread-safe. */
final class Table {
    /** Stands for values that were not measured or are not required. */
    static final double NONE = Double.NaN;

    private static final List<String> HEAD =
            List.of("what", "Stampede", "Porcupine", "ratio", "verdicts", "at least", "goal", "reached");

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a time of Stampede in milliseconds, which must not exceed {@code least}. */
    void time(String what, double ours, double porcupine, String verdicts, double least, double goal) {
        rows.add(List.of(
                what,
                millis(ours),
                millis(porcupine),
                ratio(porcupine / ours),
                verdicts,
                limit("\u2264 ", millis(least)),
                limit("\u2264 ", millis(goal)),
                reached(-ours, -least, -goal)));
    }

    /** Adds the ratio of Porcupine's time to Stampede's, which must be at least {@code least}. */
    void times(String what, double ours, double porcupine, String verdicts, double least, double goal) {
        double ratio = porcupine / ours;
        rows.add(List.of(
                what,
                millis(ours),
                millis(porcupine),
                ratio(ratio),
                verdicts,
                limit("\u2265 ", ratio(least)),
                limit("\u2265 ", ratio(goal)),
                reached(ratio, least, goal)));
    }

    /** Adds a number of Stampede with its unit, which must not exceed {@code least}. */
    void number(String what, double ours, String unit, double least, double goal) {
        rows.add(List.of(
                what,
                number(ours, unit),
                "",
                "",
                "",
                limit("\u2264 ", number(least, unit)),
                limit("\u2264 ", number(goal, unit)),
                reached(-ours, -least, -goal)));
    }

    /** Adds a fact that holds or not. */
    void fact(String what, String found, boolean asItMustBe) {
        rows.add(List.of(what, found, "", "", "", "", "", asItMustBe ? "yes" : "NO"));
    }

    /**
     * Which requirement is met, where higher numbers are better: the goal, the minimum, or neither; empty if nothing is
     * required.
     */
    static String reached(double number, double least, double goal) {
        if (Double.isNaN(least) || Double.isNaN(number)) {
            return "";
        }
        return number >= goal ? "goal" : number >= least ? "at least" : "SHORT";
    }

    private static String limit(String sign, String text) {
        return text.isEmpty() ? "" : sign + text;
    }

    private static String millis(double millis) {
        return number(millis, "ms");
    }

    private static String ratio(double ratio) {
        return number(ratio, "\u00d7");
    }

    static String number(double number, String unit) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "";
        }
        String digits = number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : number >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, digits, number)
                + (unit.equals("\u00d7") || unit.isEmpty() ? unit : " " + unit);
    }

    String markdown() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEAD);
        all.add(HEAD.stream().map(name -> "---").toList());
        all.addAll(rows);
        return all.stream()
                .map(row -> row.stream().collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
