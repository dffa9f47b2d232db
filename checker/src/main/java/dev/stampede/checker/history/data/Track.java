package dev.stampede.checker.history.data;

import java.util.List;

/**
 * Named lanes of spans, points or series on the time axis of a run. Any code can publish a track; the report draws it.
 *
 * @param lanes in the order of their first event
 */
public record Track(String name, List<Lane> lanes) {
    public Track {
        lanes = List.copyOf(lanes);
    }

    /** One lane of a track. Spans and points are in the order of their events. */
    public record Lane(String name, List<Event.TrackSpan> spans, List<Event.TrackPoint> points) {
        public Lane {
            spans = List.copyOf(spans);
            points = List.copyOf(points);
        }
    }
}
