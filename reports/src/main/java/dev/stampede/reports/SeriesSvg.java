package dev.stampede.reports;

import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.SpanStyle;
import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Draws a series as steps, at most one step per pixel column. The lowest value is at the bottom, the highest at the
 * top. Points with another style than {@link SpanStyle#QUIET} are also drawn as squares. Not thread-safe.
 */
final class SeriesSvg {
    private static final String STROKE = "#2f5f8a";

    private final SvgWriter svg;
    private final double top;
    private final double height;

    SeriesSvg(SvgWriter svg, double top, double height) {
        this.svg = svg;
        this.top = top;
        this.height = height;
    }

    void draw(List<Mark> marks, LongToDoubleFunction place) {
        List<Mark> points = marks.stream().filter(m -> !Double.isNaN(value(m))).toList();
        double low = points.stream().mapToDouble(SeriesSvg::value).min().orElse(0);
        double high = points.stream().mapToDouble(SeriesSvg::value).max().orElse(0);
        double scale = high > low ? height / (high - low) : 0;
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = top + height;
        for (Mark mark : points) {
            double x = place.applyAsDouble(mark.atNanos());
            double y = top + height - (value(mark) - low) * scale;
            if (x - lastX >= 1) {
                if (lastX > 0) {
                    svg.line(lastX, lastY, x, lastY, "series", STROKE);
                    svg.line(x, lastY, x, y, "series", STROKE);
                }
                lastX = x;
            }
            lastY = y;
            if (mark.style() != SpanStyle.QUIET) {
                String type = "p-" + (mark.style() == SpanStyle.BAD ? "bad" : "notice");
                svg.rect(x - 1.5, y - 1.5, 3, 3, type, TimelineSvg.colour(mark.style()), mark.label());
            }
        }
    }

    /** The value of a mark, NaN if it has none. */
    private static double value(Mark mark) {
        Double value = mark.value();
        return value == null || !Double.isFinite(value) ? Double.NaN : value;
    }
}
