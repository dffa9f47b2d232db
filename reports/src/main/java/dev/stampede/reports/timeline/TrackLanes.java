package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import dev.stampede.reports.timeline.Lane.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The lanes of the tracks that scenarios and checks publish, and of notes. Stateless. */
final class TrackLanes {
    private TrackLanes() {}

    /** One lane for each lane of these tracks. */
    static List<Lane> of(List<Track> tracks) {
        List<Lane> lanes = new ArrayList<>();
        tracks.forEach(track -> add(lanes, track));
        return lanes;
    }

    /** The notes of the run on one lane; no lane if there are none. */
    static List<Lane> notes(History history) {
        List<Mark> notes = history.events(Event.class)
                .flatMap(TrackLanes::note)
                .sorted(Comparator.comparingLong(Mark::atNanos))
                .toList();
        return notes.isEmpty() ? List.of() : List.of(new Lane("Notes", "notes", List.of(), notes));
    }

    private static Stream<Mark> note(Event event) {
        if (event instanceof Event.Note n) {
            return Stream.of(new Mark(n.atNanos(), style(n.severity()), n.text(), null));
        } else if (event instanceof Event.ClientEnded e && e.origin() != null) {
            return Stream.of(
                    new Mark(e.atNanos(), SpanStyle.BAD, "client " + e.client() + " ended: " + e.stackTrace(), null));
        } else if (event instanceof Event.WorkerEnded e) {
            return Stream.of(new Mark(e.atNanos(), SpanStyle.NOTICE, e.jvm() + " ended: " + e.reason(), null));
        } else if (event instanceof Event.LimitReached e) {
            return Stream.of(new Mark(e.atNanos(), SpanStyle.NOTICE, "not judged: " + e.text(), null));
        } else if (event instanceof Event.HarnessFailed e) {
            return Stream.of(new Mark(e.atNanos(), SpanStyle.BAD, "the harness failed: " + e.reason(), null));
        } else if (event instanceof Event.ClientHung e) {
            String text = "client " + e.client() + " did not stop: " + e.probe();
            return Stream.of(new Mark(e.atNanos(), SpanStyle.BAD, text, null));
        } else if (event instanceof Event.OperationBlocked e) {
            String text = "operation " + e.operation() + " has not returned: " + e.stack();
            return Stream.of(new Mark(e.atNanos(), SpanStyle.QUIET, text, null));
        } else if (event instanceof Event.EndedEarly e) {
            String text = "ended early: the expected anomaly " + e.check() + "/" + e.kind() + " is certain";
            return Stream.of(new Mark(e.atNanos(), SpanStyle.QUIET, text, null));
        }
        return Stream.empty();
    }

    private static void add(List<Lane> lanes, Track track) {
        for (Track.Lane lane : track.lanes()) {
            lanes.add(new Lane(track.name(), lane.name(), spans(lane), marks(lane)));
        }
    }

    private static List<Span> spans(Track.Lane lane) {
        return lane.spans().stream()
                .map(s -> Span.of(s.fromNanos(), s.atNanos(), style(s.severity()), s.label()))
                .sorted(Comparator.comparingLong(Span::fromNanos))
                .toList();
    }

    private static List<Mark> marks(Track.Lane lane) {
        return lane.points().stream()
                .map(p -> new Mark(p.atNanos(), style(p.severity()), p.label(), p.value()))
                .sorted(Comparator.comparingLong(Mark::atNanos))
                .toList();
    }

    private static SpanStyle style(Severity severity) {
        return switch (severity) {
            case QUIET -> SpanStyle.QUIET;
            case NOTICE -> SpanStyle.NOTICE;
            case BAD -> SpanStyle.BAD;
        };
    }
}
