package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws the watches of each znode: for each client and kind, when a watch was set, and a point for each event. A one-shot watch ends
 * with its event; every watch ends with its session.
 */
final class WatchTracks {
    private WatchTracks() {}

    static List<Track> of(History history) {
        WatchLog log = new WatchLog(history);
        long end = Analysis.of(history).clients().workEndNanos();
        Map<String, TrackBuilder> drawings = new TreeMap<>();
        log.watches().stream()
                .sorted(Comparator.comparing(WatchRegistration::path)
                        .thenComparing(WatchRegistration::client)
                        .thenComparing(WatchRegistration::kind))
                .forEach(watch -> draw(
                        drawings.computeIfAbsent(watch.path(), p -> TrackBuilder.of("Watches on " + p)),
                        log,
                        watch,
                        end));
        return drawings.values().stream().map(TrackBuilder::track).toList();
    }

    private static void draw(TrackBuilder drawing, WatchLog log, WatchRegistration watch, long endNanos) {
        String lane = "client " + watch.client() + " " + watch.kind();
        WatchEvent first = watch.first();
        long fired = watch.kind().oneShot() && first != null ? first.atNanos() : endNanos;
        long until = Math.min(fired, Math.min(endNanos, log.endNanos(watch)));
        if (watch.setNanos() < until) {
            drawing.span(lane, "set", Severity.QUIET, watch.setNanos(), until);
        }
        for (WatchEvent event : watch.events()) {
            drawing.point(lane, EventRules.text(event), Severity.QUIET, null, event.atNanos());
        }
    }
}
