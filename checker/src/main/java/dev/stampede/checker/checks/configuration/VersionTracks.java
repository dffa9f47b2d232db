package dev.stampede.checker.checks.configuration;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws for some keys the last acknowledged version, and below it the version that each client acted on: QUIET while it
 * was the newest, NOTICE after a newer one was acknowledged, BAD beyond the time limit. Stateless.
 */
final class VersionTracks {
    /** The maximum number of drawn keys: those for which clients were outdated longest. */
    static final int MAX_KEYS = 3;

    private VersionTracks() {}

    static List<Track> draw(PropagationEvidence evidence, long boundNanos, long endNanos) {
        Map<String, Long> outdated = new HashMap<>();
        for (WatchedKey watched : evidence.watchedKeys()) {
            outdated.merge(watched.key(), longest(evidence, watched, endNanos), Math::max);
        }
        return outdated.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_KEYS)
                .map(Map.Entry::getKey)
                .sorted()
                .map(key -> track(evidence, key, boundNanos, endNanos))
                .toList();
    }

    private static Track track(PropagationEvidence evidence, String key, long boundNanos, long endNanos) {
        TrackBuilder drawing = TrackBuilder.of("Configuration " + key);
        List<AcknowledgedWrite> newest = newest(evidence, key);
        for (int i = 0; i < newest.size(); i++) {
            long to = i + 1 < newest.size() ? newest.get(i + 1).answeredNanos() : endNanos;
            drawing.span(
                    "acknowledged",
                    newest.get(i).state().toString(),
                    Severity.QUIET,
                    newest.get(i).answeredNanos(),
                    to);
        }
        for (WatchedKey watched : evidence.watchedKeys()) {
            if (watched.key().equals(key)) {
                client(drawing, evidence.views(watched), newest, "client " + watched.client(), boundNanos, endNanos);
            }
        }
        return drawing.track();
    }

    private static void client(
            TrackBuilder drawing,
            List<ViewObservation> views,
            List<AcknowledgedWrite> newest,
            String lane,
            long boundNanos,
            long endNanos) {
        for (int i = 0; i < views.size(); i++) {
            ViewObservation view = views.get(i);
            long to = i + 1 < views.size() ? views.get(i + 1).atNanos() : endNanos;
            long outdatedFrom = Math.min(to, Math.max(view.atNanos(), superseded(view, newest)));
            long late = Math.min(to, outdatedFrom + boundNanos);
            String label = view.state().toString();
            add(drawing, lane, label, Severity.QUIET, view.atNanos(), outdatedFrom);
            add(drawing, lane, label + ", superseded", Severity.NOTICE, outdatedFrom, late);
            add(drawing, lane, label + ", superseded for longer than the bound", Severity.BAD, late, to);
        }
    }

    private static void add(
            TrackBuilder drawing, String lane, String label, Severity severity, long fromNanos, long toNanos) {
        if (fromNanos < toNanos) {
            drawing.span(lane, label, severity, fromNanos, toNanos);
        }
    }

    private static long longest(PropagationEvidence evidence, WatchedKey watched, long endNanos) {
        List<AcknowledgedWrite> newest = newest(evidence, watched.key());
        List<ViewObservation> views = evidence.views(watched);
        long longest = 0;
        for (int i = 0; i < views.size(); i++) {
            long to = i + 1 < views.size() ? views.get(i + 1).atNanos() : endNanos;
            long outdatedFrom = Math.max(views.get(i).atNanos(), superseded(views.get(i), newest));
            longest = Math.max(longest, to - outdatedFrom);
        }
        return longest;
    }

    /**
     * When the first newer state was acknowledged; {@link Long#MAX_VALUE} if none was, or if the view is that the key
     * is absent.
     */
    private static long superseded(ViewObservation view, List<AcknowledgedWrite> newest) {
        if (!view.state().present()) {
            return Long.MAX_VALUE;
        }
        int count = SortedSearch.upTo(
                newest.size(), i -> newest.get(i).state().mzxid(), view.state().mzxid());
        return count == newest.size() ? Long.MAX_VALUE : newest.get(count).answeredNanos();
    }

    /** The writes that were newer than all earlier acknowledged ones. */
    private static List<AcknowledgedWrite> newest(PropagationEvidence evidence, String key) {
        List<AcknowledgedWrite> newest = new ArrayList<>();
        for (AcknowledgedWrite write : evidence.writes().getOrDefault(key, List.of())) {
            if (newest.isEmpty()
                    || newest.get(newest.size() - 1).state().mzxid()
                            < write.state().mzxid()) {
                newest.add(write);
            }
        }
        return newest;
    }
}
