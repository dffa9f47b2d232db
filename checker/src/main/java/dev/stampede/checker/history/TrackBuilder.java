package dev.stampede.checker.history;

import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Event.TrackPoint;
import dev.stampede.checker.history.data.Event.TrackSpan;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects spans and points into one {@link Track}. Lanes keep the order in which they are first named. Not
 * thread-safe.
 */
public final class TrackBuilder {
    private record LaneContents(List<TrackSpan> spans, List<TrackPoint> points) {}

    private final String track;
    private final Map<String, LaneContents> lanes = new LinkedHashMap<>();

    private TrackBuilder(String track) {
        this.track = track;
    }

    /** Starts a track. */
    public static TrackBuilder of(String track) {
        return new TrackBuilder(track);
    }

    /** Adds a lane, which may stay empty. */
    public TrackBuilder lane(String lane) {
        contents(lane);
        return this;
    }

    /** Adds a span. */
    public TrackBuilder span(String lane, String label, Severity severity, long fromNanos, long toNanos) {
        contents(lane).spans().add(new TrackSpan(track, lane, label, severity, fromNanos, toNanos));
        return this;
    }

    /** Adds a point in time; with a value, it is a point of a series. */
    public TrackBuilder point(String lane, String label, Severity severity, @Nullable Double value, long atNanos) {
        contents(lane).points().add(new TrackPoint(track, lane, label, severity, value, atNanos));
        return this;
    }

    private LaneContents contents(String lane) {
        return lanes.computeIfAbsent(lane, name -> new LaneContents(new ArrayList<>(), new ArrayList<>()));
    }

    /** The track of everything collected so far. */
    public Track track() {
        List<Track.Lane> all = new ArrayList<>();
        lanes.forEach((name, contents) -> all.add(new Track.Lane(name, contents.spans(), contents.points())));
        return new Track(track, all);
    }
}
