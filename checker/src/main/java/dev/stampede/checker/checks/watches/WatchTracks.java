package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws the watches of each znode: for each client one lane for data watches and one for child watches, with a span
 * while a watch is set and a point for each event. A one-shot watch ends with its event; every watch ends with its
 * session. If several watches of a lane are set at the same time, it draws only one of them.
 */
final class WatchTracks {
    private WatchTracks() {}

    static List<Track> of(History history) {
        WatchLog log = new WatchLog(history);
        long end = Analysis.of(history).clients().workEndNanos();
        Map<String, TrackBuilder> drawings = new TreeMap<>();
        Map<String, Long> drawnUntil = new HashMap<>();
        log.watches().stream()
                .sorted(Comparator.comparing(WatchRegistration::path)
                        .thenComparing(WatchRegistration::client)
                        .thenComparing(WatchRegistration::setNanos))
                .forEach(watch -> {
                    String lane = lane(watch);
                    TrackBuilder drawing =
                            drawings.computeIfAbsent(watch.path(), p -> TrackBuilder.of("Watches on " + p));
                    long from = Math.max(watch.setNanos(), drawnUntil.getOrDefault(watch.path() + lane, 0L));
                    long until = until(log, watch, end);
                    if (from < until) {
                        drawing.span(lane, watch.kind().toString(), Severity.QUIET, from, until);
                        drawnUntil.put(watch.path() + lane, until);
                    }
                    for (WatchEvent event : watch.events()) {
                        drawing.point(lane, EventRules.text(event), Severity.QUIET, null, event.atNanos());
                    }
                });
        return drawings.values().stream().map(TrackBuilder::track).toList();
    }

    private static String lane(WatchRegistration watch) {
        return "client " + watch.client() + (watch.kind() == WatchKind.CHILDREN ? " children" : " data");
    }

    private static long until(WatchLog log, WatchRegistration watch, long endNanos) {
        WatchEvent first = watch.first();
        long fired = watch.kind().oneShot() && first != null ? first.atNanos() : endNanos;
        return Math.min(fired, Math.min(endNanos, log.endNanos(watch)));
    }
}
