package dev.stampede.reports;

import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Counterexample.Row;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws a counterexample in ASCII, for a console and for the message of an assertion. Only text from the history can
 * contain other characters. Stateless.
 *
 * <p>Each operation has one line: the client, a bar, the position in the longest linearization, the call, the outcome,
 * and the model's state after the operation. The bar lies on an axis of moments, by rank and not to scale. {@code !}
 * marks the violation, {@code >} an operation that never completed.
 *
 * <pre>
 * two clients held /locks/a at once for 3.1 s
 *   client 1  [=======]          acquire -> 0x100000007   OK
 * ! client 2      [!!!!!!!!!]    acquire -> 0x100000009   OK
 * no order explains them: the second grant came before the release of the first
 * </pre>
 */
public final class AsciiCounterexample {
    private static final int MAX_BAR = 48;
    private static final int MAX_LANE = 20;

    private AsciiCounterexample() {}

    /** Draws the picture; every line ends with {@code \n}. */
    public static String render(Counterexample example) {
        StringBuilder out = new StringBuilder(TextEscaping.plain(example.title())).append('\n');
        List<Long> moments = moments(example.rows());
        int laneWidth = example.rows().stream()
                .mapToInt(r -> Math.min(MAX_LANE, TextEscaping.plain(r.lane()).length()))
                .max()
                .orElse(0);
        int columnsPerMoment = Math.max(1, Math.min(4, MAX_BAR / Math.max(1, moments.size())));
        int width = moments.size() * columnsPerMoment + 1;
        for (Row row : example.rows()) {
            out.append(row.culprit() ? "! " : "  ")
                    .append(pad(DisplayFormat.clip(TextEscaping.plain(row.lane()), MAX_LANE), laneWidth))
                    .append("  ")
                    .append(bar(row, moments, columnsPerMoment, width))
                    .append("  ")
                    .append(words(row))
                    .append('\n');
        }
        String stuck = example.stuck();
        if (stuck != null) {
            out.append(TextEscaping.plain(stuck)).append('\n');
        }
        return out.toString();
    }

    private static List<Long> moments(List<Row> rows) {
        TreeSet<Long> moments = new TreeSet<>();
        rows.forEach(r -> {
            moments.add(r.fromNanos());
            if (r.toNanos() != Long.MAX_VALUE) {
                moments.add(r.toNanos());
            }
        });
        return List.copyOf(moments);
    }

    private static String bar(Row row, List<Long> moments, int columnsPerMoment, int width) {
        boolean open = row.toNanos() == Long.MAX_VALUE;
        int from = moments.indexOf(row.fromNanos()) * columnsPerMoment;
        int to = open ? width - 1 : moments.indexOf(row.toNanos()) * columnsPerMoment;
        StringBuilder bar = new StringBuilder(" ".repeat(width));
        for (int i = from; i <= to; i++) {
            bar.setCharAt(i, row.culprit() ? '!' : '=');
        }
        bar.setCharAt(to, open ? '>' : ']');
        bar.setCharAt(from, from == to ? '|' : '[');
        return bar.toString();
    }

    private static String words(Row row) {
        StringBuilder words = new StringBuilder();
        if (row.place() > 0) {
            words.append(row.place()).append(". ");
        }
        words.append(TextEscaping.plain(row.label()).replace("→", "->"))
                .append("  ")
                .append(row.outcome());
        words.append("  ").append(DisplayFormat.moment(row.fromNanos())).append(" .. ");
        words.append(row.toNanos() == Long.MAX_VALUE ? "open" : DisplayFormat.moment(row.toNanos()));
        String state = row.state();
        if (state != null) {
            words.append("  then ").append(TextEscaping.plain(state));
        }
        return words.toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
