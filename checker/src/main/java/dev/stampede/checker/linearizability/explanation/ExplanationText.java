package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.explanation.Explanation.Line;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An {@link Explanation} as text. */
final class ExplanationText {
    private ExplanationText() {}

    private static final int MAX_LINES = 20;

    static String prose(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        List<Line> order = last(explanation.order());
        lines.add("No order of the " + explanation.operations() + " operations" + where(explanation) + " explains"
                + " what they returned;"
                + (explanation.size() == 1 ? " this one suffices" : " these " + explanation.size() + " suffice")
                + " to show this"
                + (explanation.proof() == Explanation.Proof.TRIED_EVERY_ORDER
                        ? " (every order of them was tried)."
                        : " (refuted by the search; too many to try every order)."));
        if (explanation.start().operations() > 0) {
            lines.add("They begin in the state " + explanation.start().state() + ", to which "
                    + explanation.start().operations() + " operations before them lead.");
        }
        if (explanation.others() == Explanation.Others.UNKNOWN) {
            lines.add("The check had no time to find out whether other operations change that. The whole history is not"
                    + " linearizable.");
        }
        lines.add(
                explanation.placed() == explanation.start().operations()
                        ? "No operation can come first."
                        : "At best, in this order:");
        for (Line line : order) {
            lines.add("  " + line.place() + ". " + title(line) + ", then the state is " + line.state());
        }
        lines.add("The next operation has to be " + title(explanation.culprit()) + ", because it returns first; it "
                + reason(explanation.culprit()) + ".");
        for (Line line : some(explanation.pending())) {
            lines.add("Also open: " + title(line) + "; it " + reason(line) + ".");
        }
        if (explanation.pending().size() > MAX_LINES) {
            lines.add("and " + (explanation.pending().size() - MAX_LINES) + " more that are open.");
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<Line> last(List<Line> order) {
        return order.subList(Math.max(0, order.size() - MAX_LINES), order.size());
    }

    private static String where(Explanation explanation) {
        return explanation.part().isEmpty() ? "" : " on the key " + explanation.part();
    }

    private static String title(Line line) {
        return line.words() + " of client " + line.call().client();
    }

    private static String reason(Line line) {
        String why = line.why();
        return why == null ? "is not possible" : why;
    }

    /**
     * The lanes, and below them, with the same marks, the state after each operation and the reasons why the other
     * operations cannot come next.
     */
    static String ascii(Explanation explanation) {
        StringBuilder drawing = new StringBuilder(lanes(explanation));
        last(explanation.order())
                .forEach(line -> drawing.append(String.format("%3d: %s\n", line.place(), line.state())));
        drawing.append("  !  ").append(reason(explanation.culprit())).append('\n');
        some(explanation.pending()).forEach(line -> drawing.append("  ?  ")
                .append(line.words())
                .append(' ')
                .append(reason(line))
                .append('\n'));
        return drawing.append(explanation.sentence()).append('\n').toString();
    }

    /**
     * Each operation as {@code |--words--|} in the lane of its client, with equal distances between events. The
     * position in the order precedes the words; {@code !} marks the culprit, {@code ?} open operations, {@code >}
     * replaces the end of an operation that never returned.
     */
    static String lanes(Explanation explanation) {
        List<Line> shown = Stream.of(last(explanation.order()), explanation.pending(), List.of(explanation.culprit()))
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(line -> line.call().called()))
                .limit(2L * MAX_LINES)
                .toList();
        Columns columns = Columns.of(shown, explanation);
        Map<Integer, List<StringBuilder>> lanes = new TreeMap<>();
        for (Line line : shown) {
            draw(
                    lanes.computeIfAbsent(line.call().client(), client -> new ArrayList<>()),
                    label(line, explanation),
                    columns.start(line.call()),
                    columns.end(line.call()),
                    line.call().returned() == ObservedCall.NEVER);
        }
        StringBuilder drawing = new StringBuilder();
        lanes.forEach((client, rows) -> {
            for (StringBuilder row : rows) {
                drawing.append(String.format("client %-4d ", client))
                        .append(row)
                        .append('\n');
            }
        });
        return drawing.toString();
    }

    private static List<Line> some(List<Line> pending) {
        return pending.subList(0, Math.min(MAX_LINES, pending.size()));
    }

    private static String label(Line line, Explanation explanation) {
        String mark = line.place() > 0 ? line.place() + ":" : line.equals(explanation.culprit()) ? "!" : "?";
        return mark + " " + line.words();
    }

    private static void draw(List<StringBuilder> rows, String label, int start, int end, boolean open) {
        StringBuilder row = null;
        for (StringBuilder candidate : rows) {
            if (row == null && candidate.length() <= start) {
                row = candidate;
            }
        }
        if (row == null) {
            row = new StringBuilder();
            rows.add(row);
        }
        row.append(" ".repeat(start - row.length())).append('|');
        int room = end - start - 1;
        row.append(label).append("-".repeat(Math.max(0, room - label.length()))).append(open ? '>' : '|');
    }

    /** The columns of events: in order, as far apart as the labels require. */
    private record Columns(Map<Long, Integer> starts, Map<Long, Integer> ends, int width) {
        static Columns of(List<Line> lines, Explanation explanation) {
            TreeMap<Long, Integer> starts = new TreeMap<>();
            TreeMap<Long, Integer> ends = new TreeMap<>();
            long[] times = lines.stream()
                    .flatMap(line -> Stream.of(line.call().called(), line.call().returned()))
                    .mapToLong(Long::longValue)
                    .filter(time -> time != ObservedCall.NEVER)
                    .distinct()
                    .sorted()
                    .toArray();
            int column = 0;
            for (long time : times) {
                if (lines.stream().anyMatch(line -> line.call().called() == time)) {
                    starts.put(time, column);
                    column += 2;
                }
                int needed = column;
                for (Line line : lines) {
                    if (line.call().returned() == time) {
                        needed = Math.max(
                                needed,
                                starts.getOrDefault(line.call().called(), 0)
                                        + label(line, explanation).length()
                                        + 1);
                    }
                }
                if (lines.stream().anyMatch(line -> line.call().returned() == time)) {
                    ends.put(time, needed);
                    column = needed + 2;
                }
            }
            int width = column;
            for (Line line : lines) {
                width = Math.max(
                        width,
                        starts.getOrDefault(line.call().called(), 0)
                                + label(line, explanation).length()
                                + 2);
            }
            return new Columns(starts, ends, width);
        }

        int start(ObservedCall<?, ?> call) {
            return starts.getOrDefault(call.called(), 0);
        }

        int end(ObservedCall<?, ?> call) {
            return call.returned() == ObservedCall.NEVER ? width : ends.getOrDefault(call.returned(), width);
        }
    }
}
