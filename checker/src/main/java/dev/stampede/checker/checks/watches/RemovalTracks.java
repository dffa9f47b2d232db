package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Draws the TTL znodes of each client and the containers: when each existed, and a point for each change that set its
 * mtime. Containers that never had a child share a lane.
 */
final class RemovalTracks {
    private RemovalTracks() {}

    static List<Track> of(History history) {
        long end = Analysis.of(history).clients().workEndNanos();
        TrackBuilder ttl = TrackBuilder.of("TTL znodes");
        TrackBuilder containers = TrackBuilder.of("Containers");
        RemovalLog log = new RemovalLog(history);
        for (RemovableZnode znode : log.removable()) {
            TrackBuilder drawing = znode.container() ? containers : ttl;
            String lane = lane(log, znode);
            long from = znode.changes().get(0).answeredNanos();
            long until = Math.min(end, znode.lifetime().goneNanos());
            if (from < until) {
                String name = znode.path().substring(znode.path().lastIndexOf('/') + 1);
                drawing.span(lane, name, Severity.QUIET, from, until);
            }
            znode.changes()
                    .forEach(c ->
                            drawing.point(lane, "mtime " + c.mtimeMillis(), Severity.QUIET, null, c.answeredNanos()));
        }
        return List.of(ttl.track(), containers.track());
    }

    private static String lane(RemovalLog log, RemovableZnode znode) {
        if (!znode.container()) {
            return "client " + znode.client();
        }
        return log.mayHaveHadChildren(znode) ? znode.path() : "never used";
    }
}
