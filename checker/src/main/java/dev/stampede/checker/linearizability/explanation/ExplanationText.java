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

    static String prose(Explanation of) {
        List<String> lines = new ArrayList<>();
        List<Line> order = last(of.order());
        lines.add("No order of the " + of.operations() + " operations" + where(of) + " explains what they returned;"
                + (of.size() == 1 ? " this one suffices" : " these " + of.size() + " suffice") + " to see it"
                + (of.proof() == Explanation.Proof.TRIED_EVERY_ORDER
                        ? " (every order of them was tried)."
                        : " (refuted by the search; too many to try every order)."));
        if (of.start().operations() > 0) {
            lines.add("They begin in the state " + of.start().state() + ", to which "
                    + of.start().operations() + " operations before them lead.");
        }
        if (of.others() == Explanation.Others.UNKNOWN) {
            lines.add(
                    "The check had no time to find out whether other operations change that. The whole history is not"
                            + " linearizable.");
        }
        lines.add(of.placed() == of.start().operations() ? "No operation can come first." : "At best, in this order:");
        for (Line line : order) {
            lines.add("  " + line.place() + ". " + title(line) + ", then the state is " + line.state());
        }
        lines.add("The next operation has to be " + title(of.culprit()) + ", because it returns first; it "
                + reason(of.culprit()) + ".");
        for (Line line : some(of.pending())) {
            lines.add("Also open: " + title(line) + "; it " + reason(line) + ".");
        }
        if (of.pending().size() > MAX_LINES) {
            lines.add("and " + (of.pending().size() - MAX_LINES) + " more that are open.");
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<Line> last(List<Line> order) {
        return order.subList(Math.max(0, order.size() - MAX_LINES), order.size());
    }

    private static String where(Explanation of) {
        return of.part().isEmpty() ? "" : " on the key " + of.part();
    }

    private static String title(Line line) {
        return line.words() + " of client " + line.call().client();
    }

    private static String reason(Line line) {
        String why = line.why();
        return why == null ? "is not possible" : why;
    }

    /**
     * The lanes, and below them, with the same marks, the state after each operation and the reasons why the others
     * cannot come next.
     */
    static String ascii(Explanation of) {
        StringBuilder drawing = new StringBuilder(lanes(of));
        last(of.order()).forEach(line -> drawing.append(String.format("%3d: %s\n", line.place(), line.state())));
        drawing.append("  !  ").append(reason(of.culprit())).append('\n');
        some(of.pending()).forEach(line -> drawing.append("  ?  ")
                .append(line.words())
                .append(' ')
                .append(reason(line))
                .append('\n'));
        return drawing.append(of.sentence()).append('\n').toString();
    }

    /**
     * Each operation as {@code |--words--|} in the lane of its client, with equal distances between events. The
     * position in the order precedes the words; {@code !} marks the culprit, {@code ?} open operations, {@code >}
     * replaces the end of an operation that never returned.
     */
    static String lanes(Explanation of) {
        List<Line> shown = Stream.of(last(of.order()), of.pending(), List.of(of.culprit()))
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(line -> line.call().called()))
                .limit(2L * MAX_LINES)
                .toList();
        Columns columns = Columns.of(shown, of);
        Map<Integer, List<StringBuilder>> lanes = new TreeMap<>();
        for (Line line : shown) {
            draw(
                    lanes.computeIfAbsent(line.call().client(), client -> new ArrayList<>()),
                    label(line, of),
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

    private static String label(Line line, Explanation of) {
        String mark = line.place() > 0 ? line.place() + ":" : line.equals(of.culprit()) ? "!" : "?";
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
        static Columns of(List<Line> lines, Explanation of) {
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
                                        + label(line, of).length()
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
                                + label(line, of).length()
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
