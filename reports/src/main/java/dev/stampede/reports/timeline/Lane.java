package dev.stampede.reports.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the timeline.
 *
 * @param group the group of lanes to which the lane belongs
 * @param spans sorted by start; they do not overlap, except in a track that a scenario or a check publishes
 * @param marks sorted by time
 */
public record Lane(String group, String name, List<Span> spans, List<Mark> marks) {
    public Lane {
        spans = List.copyOf(spans);
        marks = List.copyOf(marks);
    }

    static Lane ofSpans(String group, String name, List<Span> spans) {
        return new Lane(group, name, spans, List.of());
    }

    /** Whether its marks are the points of a series. */
    public boolean series() {
        return marks.stream().anyMatch(m -> m.value() != null);
    }

    /** A moment on a lane. A mark with a value is a point of a series. */
    public record Mark(long atNanos, SpanStyle style, String label, @Nullable Double value) {}
}
