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
 * Draws, for a few keys, which version was the last that was acknowledged, and below it which version each client acted
 * on: quiet while it was the newest, noticed when a newer one had been acknowledged, loud beyond the bound. Stateless.
 */
final class VersionTracks {
    /** So many keys are drawn: those that clients were behind on for longest. */
    static final int MAX_KEYS = 3;

    private VersionTracks() {}

    static List<Track> draw(PropagationEvidence records, long boundNanos, long endNanos) {
        Map<String, Long> behind = new HashMap<>();
        for (WatchedKey follower : records.followers()) {
            behind.merge(follower.key(), longest(records, follower, endNanos), Math::max);
        }
        return behind.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_KEYS)
                .map(Map.Entry::getKey)
                .sorted()
                .map(key -> track(records, key, boundNanos, endNanos))
                .toList();
    }

    private static Track track(PropagationEvidence records, String key, long boundNanos, long endNanos) {
        TrackBuilder drawing = TrackBuilder.of("Configuration " + key);
        List<AcknowledgedWrite> newest = newest(records, key);
        for (int i = 0; i < newest.size(); i++) {
            long to = i + 1 < newest.size() ? newest.get(i + 1).answeredNanos() : endNanos;
            drawing.span(
                    "acknowledged",
                    newest.get(i).state().toString(),
                    Severity.QUIET,
                    newest.get(i).answeredNanos(),
                    to);
        }
        for (WatchedKey follower : records.followers()) {
            if (follower.key().equals(key)) {
                client(drawing, records.looks(follower), newest, "client " + follower.client(), boundNanos, endNanos);
            }
        }
        return drawing.track();
    }

    private static void client(
            TrackBuilder drawing,
            List<ViewObservation> looks,
            List<AcknowledgedWrite> newest,
            String lane,
            long boundNanos,
            long endNanos) {
        for (int i = 0; i < looks.size(); i++) {
            ViewObservation look = looks.get(i);
            long to = i + 1 < looks.size() ? looks.get(i + 1).atNanos() : endNanos;
            long old = Math.min(to, Math.max(look.atNanos(), superseded(look, newest)));
            long late = Math.min(to, old + boundNanos);
            String label = look.state().toString();
            add(drawing, lane, label, Severity.QUIET, look.atNanos(), old);
            add(drawing, lane, label + ", superseded", Severity.NOTICE, old, late);
            add(drawing, lane, label + ", superseded for longer than the bound", Severity.BAD, late, to);
        }
    }

    private static void add(
            TrackBuilder drawing, String lane, String label, Severity severity, long fromNanos, long toNanos) {
        if (fromNanos < toNanos) {
            drawing.span(lane, label, severity, fromNanos, toNanos);
        }
    }

    private static long longest(PropagationEvidence records, WatchedKey follower, long endNanos) {
        List<AcknowledgedWrite> newest = newest(records, follower.key());
        List<ViewObservation> looks = records.looks(follower);
        long longest = 0;
        for (int i = 0; i < looks.size(); i++) {
            long to = i + 1 < looks.size() ? looks.get(i + 1).atNanos() : endNanos;
            long old = Math.max(looks.get(i).atNanos(), superseded(looks.get(i), newest));
            longest = Math.max(longest, to - old);
        }
        return longest;
    }

    /** When the first newer state was acknowledged; never for a look at nothing. */
    private static long superseded(ViewObservation look, List<AcknowledgedWrite> newest) {
        if (!look.state().present()) {
            return Long.MAX_VALUE;
        }
        int count = SortedSearch.upTo(
                newest.size(), i -> newest.get(i).state().mzxid(), look.state().mzxid());
        return count == newest.size() ? Long.MAX_VALUE : newest.get(count).answeredNanos();
    }

    /** The writes that were newer than all that had been acknowledged before them. */
    private static List<AcknowledgedWrite> newest(PropagationEvidence records, String key) {
        List<AcknowledgedWrite> newest = new ArrayList<>();
        for (AcknowledgedWrite write : records.writes().getOrDefault(key, List.of())) {
            if (newest.isEmpty()
                    || newest.get(newest.size() - 1).state().mzxid()
                            < write.state().mzxid()) {
                newest.add(write);
            }
        }
        return newest;
    }
}
