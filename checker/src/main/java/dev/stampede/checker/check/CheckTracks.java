package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the pictures of the checks of a run, within limits.
 *
 * <p>A notice replaces a picture that throws. A picture that is too large is truncated, and a notice or the name of the
 * lane says so. Neither changes the verdict. Stateless.
 */
final class CheckTracks {
    /** The maximum number of lanes of one check. */
    static final int MAX_LANES = 40;

    /** The maximum number of spans, and of points, in one lane. */
    static final int MAX_MARKS = 20_000;

    private CheckTracks() {}

    static List<Track> of(History history, List<Check> checks, ParallelChecks parallel) {
        List<Track> pictures = new ArrayList<>();
        parallel.all(checks, check -> of(history, check)).forEach(pictures::addAll);
        return pictures;
    }

    private static List<Track> of(History history, Check check) {
        try {
            return bounded(check.name(), check.picture(history));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return List.of(remark(check.name(), "the check's picture failed: " + e));
        }
    }

    private static List<Track> bounded(String check, List<Track> picture) {
        List<Track> kept = new ArrayList<>();
        int lanes = 0;
        int leftOut = 0;
        for (Track track : picture) {
            int room = Math.min(track.lanes().size(), MAX_LANES - lanes);
            leftOut += track.lanes().size() - room;
            lanes += room;
            if (room > 0) {
                List<Track.Lane> first = track.lanes().subList(0, room);
                kept.add(new Track(
                        track.name(), first.stream().map(CheckTracks::bounded).toList()));
            }
        }
        if (leftOut > 0) {
            kept.add(remark(check, leftOut + " lanes of the check's picture are not drawn"));
        }
        return kept;
    }

    private static Track.Lane bounded(Track.Lane lane) {
        if (lane.spans().size() <= MAX_MARKS && lane.points().size() <= MAX_MARKS) {
            return lane;
        }
        return new Track.Lane(
                lane.name() + " (the first " + MAX_MARKS + ")",
                lane.spans().subList(0, Math.min(MAX_MARKS, lane.spans().size())),
                lane.points().subList(0, Math.min(MAX_MARKS, lane.points().size())));
    }

    private static Track remark(String check, String text) {
        return TrackBuilder.of(check)
                .point("not drawn", text, Severity.NOTICE, null, 0)
                .track();
    }
}
