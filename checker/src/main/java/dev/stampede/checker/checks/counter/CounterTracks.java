package dev.stampede.checker.checks.counter;

import dev.stampede.checker.checks.counter.KnownCounts.Evidence;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The count of each counter over time, as increments returned it. Increments that returned the same count as another
 * one, those that failed or whose outcome is unknown, and reads that returned a lower count than had been known before,
 * have lanes of their own. Stateless.
 */
final class CounterTracks {
    private static final int MAX_COUNTERS = 12;

    private CounterTracks() {}

    static List<Track> of(List<CounterLog> all) {
        TrackBuilder drawing = TrackBuilder.of("Counters");
        List<CounterLog> logs = new ArrayList<>(all);
        logs.sort(Comparator.comparing(CounterLog::key));
        for (CounterLog log : logs.subList(0, Math.min(MAX_COUNTERS, logs.size()))) {
            draw(drawing, log, new KnownCounts(log));
        }
        return List.of(drawing.track());
    }

    private static void draw(TrackBuilder drawing, CounterLog log, KnownCounts known) {
        String name = log.key().substring(log.key().lastIndexOf('/') + 1);
        drawing.lane(name);
        Map<Long, Integer> returnedTo = new HashMap<>();
        for (CountingCall call : log.calls()) {
            Operation o = call.operation();
            @Nullable Integer other = call.counted() ? returnedTo.putIfAbsent(call.result(), o.client()) : null;
            if (other != null) {
                drawing.point(
                        name + " twice",
                        "clients " + other + " and " + o.client() + ": " + call.result(),
                        Severity.BAD,
                        null,
                        o.completedNanos());
            }
            if (call.counted()) {
                drawing.point(
                        name,
                        "client " + o.client() + ": " + call.result(),
                        Severity.QUIET,
                        (double) call.result(),
                        o.completedNanos());
            } else if (!call.refused() || !call.others().isEmpty()) {
                String outcome = call.refused() ? "failed, with a lost reply" : "outcome unknown";
                drawing.point(
                        name + " uncertain",
                        "client " + o.client() + ": " + outcome,
                        Severity.NOTICE,
                        null,
                        o.completed() ? o.completedNanos() : o.invokedNanos());
            }
        }
        for (ObservedCount read : log.reads()) {
            Operation o = read.operation();
            @Nullable Evidence later = known.firstAtLeast(read.count() + 1);
            if (later != null && later.atNanos() < o.invokedNanos()) {
                drawing.point(
                        name + " stale reads",
                        "client " + o.client() + " read " + read.count() + ", which is older",
                        Severity.NOTICE,
                        (double) read.count(),
                        o.completedNanos());
            }
        }
    }
}
