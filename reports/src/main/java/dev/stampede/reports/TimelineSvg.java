package dev.stampede.reports;

import dev.stampede.reports.timeline.Lane;
import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.LoadHistogram;
import dev.stampede.reports.timeline.RunTimeline;
import dev.stampede.reports.timeline.Span;
import dev.stampede.reports.timeline.SpanStyle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the timeline of the whole run for readers without JavaScript. Each lane has at most one box per pixel column
 * and style. The times of faults are shaded in all lanes.
 */
final class TimelineSvg {
    private static final int WIDTH = 1100;
    private static final int LEFT = 150;
    private static final int ROW = 16;
    private static final int SERIES = 40;
    private static final int LOAD = 48;
    private static final int MAX_LANES = 60;

    private final RunTimeline timeline;
    private final double scale;

    private TimelineSvg(RunTimeline timeline) {
        this.timeline = timeline;
        this.scale = (double) (WIDTH - LEFT - 8) / timeline.endNanos();
    }

    static String draw(RunTimeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        List<Lane> lanes =
                timeline.lanes().subList(0, Math.min(MAX_LANES, timeline.lanes().size()));
        int groups = (int) lanes.stream().map(Lane::group).distinct().count();
        int rows = lanes.stream().mapToInt(TimelineSvg::height).sum();
        int height = 26 + rows + groups * 14 + LOAD + 30;
        SvgWriter svg = new SvgWriter(WIDTH, height, "Timeline of the whole run");
        hatches(svg);
        ticks(svg, height);
        for (Span fault : timeline.faults()) {
            svg.rect(x(fault.fromNanos()), 20, width(fault), height - 24.0, "shade", "#e9e2f3", fault.label());
        }
        double y = 24;
        String group = "";
        for (Lane lane : lanes) {
            if (!lane.group().equals(group)) {
                group = lane.group();
                svg.text(4, y + 11, "start", "group", "#222222", group);
                y += 14;
            }
            lane(svg, lane, y);
            y += height(lane);
        }
        load(svg, y + 8);
        return svg.end();
    }

    private static void hatches(SvgWriter svg) {
        String[] paths = {
            "M0 6L6 0", "M0 0L6 6", "M3 0V6", "M0 3H6", "M0 6L6 0M0 0L6 6", "M3 0V6M0 3H6", "M0 1.5H6M0 4.5H6"
        };
        svg.raw("<defs>");
        for (int i = 0; i < paths.length; i++) {
            svg.raw("<pattern id=\"hatch" + i + "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
                    + "<rect width=\"6\" height=\"6\" fill=\"#6b4fa0\"/><path d=\"" + paths[i]
                    + "\" stroke=\"#ffffff\" stroke-width=\"1\" fill=\"none\"/></pattern>");
        }
        svg.raw("</defs>");
    }

    private void ticks(SvgWriter svg, int height) {
        double seconds = timeline.endNanos() / 1e9;
        double step = 0.001;
        double[] factors = {2, 2.5, 2};
        for (int i = 0; seconds / step > 12 && i < 60; i++) {
            step *= factors[i % 3];
        }
        for (int i = 0; i * step <= seconds; i++) {
            double x = x((long) (i * step * 1e9));
            svg.line(x, 18, x, height - 4.0, "grid", "#dddddd");
            svg.text(x, 12, "middle", "soft", "#555555", seconds(i * step) + " s");
        }
    }

    private static String seconds(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String type(SpanStyle style) {
        return "p-" + style.name().toLowerCase(Locale.ROOT);
    }

    private void lane(SvgWriter svg, Lane lane, double y) {
        svg.text(LEFT - 8.0, y + 12, "end", "soft", "#444444", DisplayFormat.clip(lane.name(), 22));
        for (Span span : coalesced(lane.spans())) {
            String fill = span.hatch() >= 0 ? "url(#hatch" + span.hatch() % 7 + ")" : colour(span.style());
            String type = span.hatch() >= 0 ? "hatched" : type(span.style());
            svg.rect(x(span.fromNanos()), y + 2, width(span), height(lane) - 4.0, type, fill, title(span));
            if (span.label().length() * 6.5 < width(span) && span.hatch() < 0) {
                String ink = span.style() == SpanStyle.BAD || span.style() == SpanStyle.LEADING ? "#ffffff" : "#222222";
                svg.text(x(span.fromNanos()) + 4, y + 12, "start", "on on-" + type(span.style()), ink, span.label());
            }
        }
        if (lane.series()) {
            new SeriesSvg(svg, y + 3, SERIES - 6.0).draw(lane.marks(), this::x);
        } else {
            marks(svg, lane, y);
        }
    }

    private static int height(Lane lane) {
        return lane.series() ? SERIES : ROW;
    }

    private void marks(SvgWriter svg, Lane lane, double y) {
        int lastX = -10;
        for (Mark mark : lane.marks()) {
            int x = (int) x(mark.atNanos());
            if (x > lastX + 1) {
                String type = type(mark.style());
                svg.rect(x - 1.0, y + 3, 3, ROW - 6.0, type, colour(mark.style()), mark.label());
                lastX = x;
            }
        }
    }

    private static String title(Span span) {
        return span.label() + ", " + DisplayFormat.moment(span.fromNanos()) + " to "
                + DisplayFormat.moment(span.toNanos());
    }

    /** Merges successive spans of one style that begin within one pixel. */
    private List<Span> coalesced(List<Span> spans) {
        List<Span> all = new ArrayList<>();
        for (Span span : spans) {
            Span last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null
                    && last.style() == span.style()
                    && last.hatch() == span.hatch()
                    && (int) x(span.fromNanos()) <= (int) x(last.fromNanos()) + 1) {
                all.set(
                        all.size() - 1,
                        new Span(
                                last.fromNanos(),
                                Math.max(last.toNanos(), span.toNanos()),
                                span.open(),
                                span.style(),
                                last.label().equals(span.label()) ? span.label() : "several",
                                -1,
                                span.hatch()));
            } else {
                all.add(span);
            }
        }
        return all;
    }

    private void load(SvgWriter svg, double y) {
        LoadHistogram load = timeline.load().get(0);
        int buckets = load.buckets().size();
        int most = 1;
        for (int i = 0; i < buckets; i++) {
            most = Math.max(most, load.buckets().get(i).total());
        }
        svg.text(LEFT - 8.0, y + 12, "end", "soft", "#444444", "completed");
        svg.text(
                LEFT - 8.0,
                y + 26,
                "end",
                "soft",
                "#444444",
                "max " + DisplayFormat.number(Math.round(most * 1e9 / load.widthNanos())) + "/s");
        for (int i = 0; i < buckets; i++) {
            LoadHistogram.Bucket bucket = load.buckets().get(i);
            double x = x(i * load.widthNanos());
            double bottom = stack(svg, x, y + LOAD, bucket.ok(), most, SpanStyle.OK);
            bottom = stack(svg, x, bottom, bucket.failed(), most, SpanStyle.FAILED);
            stack(svg, x, bottom, bucket.indeterminate(), most, SpanStyle.UNSURE);
        }
    }

    /** Draws one part of a column; returns the bottom of the part above. */
    private double stack(SvgWriter svg, double x, double bottom, int count, int most, SpanStyle style) {
        if (count == 0) {
            return bottom;
        }
        double height = Math.max(0.5, (double) count / most * LOAD);
        double width = Math.max(1, timeline.load().get(0).widthNanos() * scale);
        svg.rect(x, bottom - height, width, height, type(style), colour(style), "");
        return bottom - height;
    }

    private double x(long nanos) {
        return LEFT + Math.max(0, nanos) * scale;
    }

    private double width(Span span) {
        return Math.max(1, (span.toNanos() - span.fromNanos()) * scale);
    }

    /** The colour for pages without a style sheet. The style sheet of the report has other colours. */
    static String colour(SpanStyle style) {
        return switch (style) {
            case BAD, EXPIRED -> "#b3261e";
            case NO_LEADER -> "#e8a33d";
            case UNSURE, SUSPENDED, DOUBTED, NOTICE -> "#f0c36d";
            case FAILED, DOWN, LOST -> "#9a9a9a";
            case LEADING -> "#2f5f8a";
            case FOLLOWING, CONNECTED, QUIET -> "#d5dde5";
            case LOOKING, PAUSED -> "#f3d9a4";
            case HELD, OK -> "#8fbfa2";
            case FAULT -> "#6b4fa0";
            case PHASE -> "#ececec";
        };
    }
}
