package dev.stampede.checker.history;

import dev.stampede.checker.history.Event.Tone;
import dev.stampede.checker.history.Event.TrackPoint;
import dev.stampede.checker.history.Event.TrackSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers spans and points into one {@link Track}. Lanes are in the order in which they are named. Not thread-safe. */
public final class Drawing {
    private record Gathered(List<TrackSpan> spans, List<TrackPoint> points) {}

    private final String track;
    private final Map<String, Gathered> lanes = new LinkedHashMap<>();

    private Drawing(String track) {
        this.track = track;
    }

    /** Begins a track. */
    public static Drawing of(String track) {
        return new Drawing(track);
    }

    /** Names a lane, which may stay empty. */
    public Drawing lane(String lane) {
        gathered(lane);
        return this;
    }

    /** Adds something that lasts. */
    public Drawing span(String lane, String label, Tone tone, long fromNanos, long toNanos) {
        gathered(lane).spans().add(new TrackSpan(track, lane, label, tone, fromNanos, toNanos));
        return this;
    }

    /** Adds a moment; with a value it is a point of a series. */
    public Drawing point(String lane, String label, Tone tone, @Nullable Double value, long atNanos) {
        gathered(lane).points().add(new TrackPoint(track, lane, label, tone, value, atNanos));
        return this;
    }

    private Gathered gathered(String lane) {
        return lanes.computeIfAbsent(lane, name -> new Gathered(new ArrayList<>(), new ArrayList<>()));
    }

    /** The track with what has been gathered so far. */
    public Track track() {
        List<Track.Lane> all = new ArrayList<>();
        lanes.forEach((name, gathered) -> all.add(new Track.Lane(name, gathered.spans(), gathered.points())));
        return new Track(track, all);
    }
}
