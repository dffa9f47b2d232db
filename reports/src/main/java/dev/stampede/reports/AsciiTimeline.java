package dev.stampede.reports;

import dev.stampede.reports.timeline.Lane;
import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.Span;
import dev.stampede.reports.timeline.SpanStyle;
import dev.stampede.reports.timeline.ViolationLanes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws the lanes of a violation in ASCII and to scale, for a console and for the message of an assertion. Only text
 * from the history can contain other characters. Stateless.
 *
 * <pre>
 * 12.300 s to 15.400 s, # violation, = held, x fault
 * client 0  |====###########=======|  token 0x100000007
 * client 3  |    ###########       |  token 0x100000009
 * fault     |         xxxxx        |  partition:leader member 2
 * </pre>
 */
final class AsciiTimeline {
    private static final int WIDTH = 44;
    private static final int MAX_NAME = 20;
    private static final int MAX_LABEL = 72;

    /** The character of each style. */
    private static final Map<SpanStyle, Character> INK = ink();

    private AsciiTimeline() {}

    private static Map<SpanStyle, Character> ink() {
        Map<SpanStyle, Character> ink = new EnumMap<>(SpanStyle.class);
        for (SpanStyle style : SpanStyle.values()) {
            ink.put(
                    style,
                    switch (style) {
                        case BAD -> '#';
                        case FAULT -> 'x';
                        case DOUBTED, UNSURE, NOTICE -> '~';
                        case FAILED, SUSPENDED, PAUSED -> '-';
                        case LOST, EXPIRED, DOWN, NO_LEADER, LOOKING, QUIET -> '.';
                        case HELD, OK, CONNECTED, LEADING, FOLLOWING, PHASE -> '=';
                    });
        }
        return ink;
    }

    /**
     * The lines of the picture: the times with the legend, then one line per lane.
     *
     * @param maxLanes the maximum number of lanes, including those of faults; at least 2
     * @return at maxLanes {@code 1 + maxLanes} lines; empty if there are neither lanes nor faults to draw
     */
    static List<String> lines(ViolationLanes violation, int maxLanes) {
        List<Lane> faults =
                violation.faults().subList(0, Math.min(violation.faults().size(), Math.max(1, maxLanes / 3)));
        List<Lane> lanes = Stream.concat(
                        violation.lanes().stream().limit(Math.max(1, maxLanes - faults.size())), faults.stream())
                .toList();
        if (lanes.isEmpty()) {
            return List.of();
        }
        int names = lanes.stream().mapToInt(l -> name(l).length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(DisplayFormat.moment(violation.fromNanos()) + " to " + DisplayFormat.moment(violation.toNanos())
                + legend(violation, lanes));
        for (Lane lane : lanes) {
            String name = name(lane);
            lines.add(name + " ".repeat(names - name.length()) + "  |" + bar(lane, violation) + "|  "
                    + DisplayFormat.clip(label(lane, violation), MAX_LABEL));
        }
        return List.copyOf(lines);
    }

    private static String name(Lane lane) {
        return DisplayFormat.clip(TextEscaping.plain(lane.name()), MAX_NAME);
    }

    private static String bar(Lane lane, ViolationLanes violation) {
        StringBuilder bar = new StringBuilder(" ".repeat(WIDTH));
        lane.spans().stream().filter(s -> s.style() != SpanStyle.BAD).forEach(s -> draw(bar, s, violation));
        lane.spans().stream().filter(s -> s.style() == SpanStyle.BAD).forEach(s -> draw(bar, s, violation));
        for (Mark mark : lane.marks()) {
            if (violation.fromNanos() <= mark.atNanos() && mark.atNanos() <= violation.toNanos()) {
                bar.setCharAt(column(mark.atNanos(), violation), mark.style() == SpanStyle.BAD ? '#' : '*');
            }
        }
        return bar.toString();
    }

    private static void draw(StringBuilder bar, Span span, ViolationLanes violation) {
        if (!visible(span, violation)) {
            return;
        }
        int from = column(Math.max(span.fromNanos(), violation.fromNanos()), violation);
        int to = column(Math.min(span.toNanos(), violation.toNanos()), violation);
        for (int i = from; i <= to; i++) {
            bar.setCharAt(i, INK.getOrDefault(span.style(), '='));
        }
        if (span.open() && span.toNanos() <= violation.toNanos()) {
            bar.setCharAt(to, '>');
        }
    }

    private static boolean visible(Span span, ViolationLanes violation) {
        return span.fromNanos() <= violation.toNanos() && violation.fromNanos() <= span.toNanos();
    }

    private static int column(long nanos, ViolationLanes violation) {
        double share =
                (nanos - violation.fromNanos()) / (double) Math.max(1, violation.toNanos() - violation.fromNanos());
        return (int) Math.max(0, Math.min(WIDTH - 1, Math.floor(share * WIDTH)));
    }

    /** The meaning of each character in the picture. */
    private static String legend(ViolationLanes violation, List<Lane> lanes) {
        Map<Character, Set<String>> words = lanes.stream()
                .flatMap(lane -> lane.spans().stream())
                .filter(span -> visible(span, violation))
                .map(Span::style)
                .distinct()
                .sorted()
                .collect(Collectors.groupingBy(
                        style -> INK.getOrDefault(style, '='),
                        java.util.TreeMap::new,
                        Collectors.mapping(
                                AsciiTimeline::words, Collectors.toCollection(java.util.LinkedHashSet::new))));
        return words.entrySet().stream()
                .map(e -> ", " + e.getKey() + " " + String.join("/", e.getValue()))
                .collect(Collectors.joining());
    }

    private static String words(SpanStyle style) {
        return style == SpanStyle.BAD ? "violation" : style.words();
    }

    /** The labels of the most important spans of a lane, in chronological order. */
    private static String label(Lane lane, ViolationLanes violation) {
        List<Span> shown =
                lane.spans().stream().filter(s -> visible(s, violation)).toList();
        List<Span> bad = shown.stream().filter(s -> s.style() == SpanStyle.BAD).toList();
        List<Span> labelled = bad.isEmpty() ? shown : bad;
        String spans = labelled.stream()
                .map(s -> withoutName(TextEscaping.plain(s.label()).replace("→", "->"), lane.name()))
                .distinct()
                .collect(Collectors.joining("; "));
        if (!spans.isEmpty()) {
            return spans;
        }
        return lane.marks().isEmpty()
                ? outside(lane, violation)
                : lane.marks().get(0).label();
    }

    /**
     * The label of a lane without a span in the shown section of the run: that of the last span before the section, or
     * else that of the first span after it.
     */
    private static String outside(Lane lane, ViolationLanes violation) {
        return lane.spans().stream()
                .filter(s -> s.toNanos() < violation.fromNanos())
                .reduce((one, later) -> later)
                .map(s -> s.label() + ", until " + DisplayFormat.moment(s.toNanos()))
                .or(() -> lane.spans().stream()
                        .findFirst()
                        .map(s -> s.label() + ", from " + DisplayFormat.moment(s.fromNanos())))
                .map(TextEscaping::plain)
                .orElse("");
    }

    /** The label of a hold begins with its client, which is already written before the bar. */
    private static String withoutName(String label, String name) {
        return label.startsWith(name + ", ") ? label.substring(name.length() + 2) : label.equals(name) ? "" : label;
    }
}
