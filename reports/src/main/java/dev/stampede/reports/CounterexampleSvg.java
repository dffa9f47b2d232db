package dev.stampede.reports;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Counterexample.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Draws a counterexample: one row with one box per operation, and its position in the longest linearization.
 *
 * <p>The horizontal axis is the rank of the moments, not time, so that operations of microseconds and of seconds are
 * readable together. Stateless.
 */
final class CounterexampleSvg {
    private static final int WIDTH = 960;
    private static final int LEFT = 130;
    private static final int RIGHT = 150;
    private static final int ROW = 30;

    private CounterexampleSvg() {}

    static String draw(Counterexample example) {
        List<Row> rows = example.rows();
        Map<Long, Double> place = places(rows);
        int height = 34 + rows.size() * ROW;
        SvgWriter svg = new SvgWriter(WIDTH, height, example.title());
        grid(svg, rows, place, height);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), 24 + i * ROW, place);
        }
        return svg.end();
    }

    private static Map<Long, Double> places(List<Row> rows) {
        TreeSet<Long> moments = new TreeSet<>();
        rows.forEach(r -> {
            moments.add(r.fromNanos());
            if (r.toNanos() != Long.MAX_VALUE) {
                moments.add(r.toNanos());
            }
        });
        Map<Long, Double> place = new LinkedHashMap<>();
        double step = (double) (WIDTH - LEFT - RIGHT) / Math.max(1, moments.size());
        int i = 0;
        for (long moment : moments) {
            place.put(moment, LEFT + i++ * step);
        }
        place.put(Long.MAX_VALUE, (double) (WIDTH - RIGHT));
        return place;
    }

    private static void grid(SvgWriter svg, List<Row> rows, Map<Long, Double> place, int height) {
        int decimals = decimals(place.keySet());
        double last = -100;
        for (Map.Entry<Long, Double> moment : place.entrySet()) {
            if (moment.getKey() == Long.MAX_VALUE) {
                continue;
            }
            svg.line(moment.getValue(), 18, moment.getValue(), height - 6.0, "grid", "#dddddd");
            if (moment.getValue() - last > 78) {
                svg.text(moment.getValue(), 12, "start", "soft", "#555555", seconds(moment.getKey(), decimals));
                last = moment.getValue();
            }
        }
        svg.text(WIDTH - 4.0, 12, "end", "soft", "#555555", rows.stream().anyMatch(r -> r.place() > 0) ? "state" : "");
    }

    /** How many decimals, at least three, make moments that differ look different. */
    private static int decimals(Set<Long> moments) {
        for (int decimals = 3; decimals < 9; decimals += 3) {
            int digits = decimals;
            long different =
                    moments.stream().map(m -> seconds(m, digits)).distinct().count();
            if (different == moments.size()) {
                return decimals;
            }
        }
        return 9;
    }

    private static String seconds(long nanos, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f s", nanos / 1e9);
    }

    private static void row(SvgWriter svg, Row row, int y, Map<Long, Double> place) {
        double from = place.getOrDefault(row.fromNanos(), (double) LEFT);
        double to = Math.max(from + 4, place.getOrDefault(row.toNanos(), (double) (WIDTH - RIGHT)));
        svg.text(LEFT - 10.0, y + 16.0, "end", "ink", "#222222", DisplayFormat.clip(row.lane(), 18));
        svg.rect(from, y + 2.0, to - from, ROW - 8.0, type(row), fill(row), row.label() + ", " + row.outcome());
        String number = row.place() > 0 ? row.place() + ". " : row.culprit() ? "✗ " : "";
        label(svg, row, y, from, to, number + DisplayFormat.clip(row.label(), 56));
        String state = row.state();
        svg.text(
                WIDTH - 4.0,
                y + 16.0,
                "end",
                "soft",
                "#555555",
                state == null ? row.outcome() : DisplayFormat.clip(state, 22));
    }

    /** Writes the label inside the box if it fits, otherwise beside the box on the side with more room. */
    private static void label(SvgWriter svg, Row row, int y, double from, double to, String label) {
        boolean within = label.length() * 6.8 + 10 < to - from;
        boolean before = !within && WIDTH - RIGHT - to < label.length() * 6.8 && from - LEFT > WIDTH - RIGHT - to;
        double x = within ? from + 6 : before ? from - 6 : to + 6;
        boolean light = within && row.culprit();
        svg.text(x, y + 16.0, before ? "end" : "start", light ? "on-bad" : "ink", light ? "#ffffff" : "#222222", label);
    }

    private static String type(Row row) {
        return row.culprit()
                ? "bad"
                : row.outcome().startsWith("INDET") ? "unsure" : row.outcome().equals("FAILED") ? "failed" : "ok";
    }

    private static String fill(Row row) {
        return switch (type(row)) {
            case "bad" -> "#b3261e";
            case "unsure" -> "#f0c36d";
            case "failed" -> "#c4c4c4";
            default -> "#b9d7c4";
        };
    }
}
