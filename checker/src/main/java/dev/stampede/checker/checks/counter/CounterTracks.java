package dev.stampede.checker.checks.counter;

import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The count of each counter over time, as increments returned it. Reads that returned less than had been known before, and increments
 * that failed or whose outcome is unknown, have lanes of their own. Stateless.
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
        drawing.lane(log.key());
        for (CountingCall call : log.calls()) {
            Operation o = call.operation();
            if (call.counted()) {
                drawing.point(
                        log.key(),
                        "client " + o.client() + ": " + call.result(),
                        Severity.QUIET,
                        (double) call.result(),
                        o.completedNanos());
            } else if (!call.refused() || !call.others().isEmpty()) {
                String outcome = call.refused() ? "failed, with a lost reply" : "outcome unknown";
                drawing.point(
                        log.key() + " uncertain",
                        "client " + o.client() + ": " + outcome,
                        Severity.NOTICE,
                        null,
                        o.completed() ? o.completedNanos() : o.invokedNanos());
            }
        }
        for (ObservedCount read : log.reads()) {
            Operation o = read.operation();
            @Nullable Operation later = known.firstAtLeast(read.count() + 1);
            if (later != null && later.completedNanos() < o.invokedNanos()) {
                drawing.point(
                        log.key() + " stale reads",
                        "client " + o.client() + " read " + read.count() + ", which is older",
                        Severity.NOTICE,
                        (double) read.count(),
                        o.completedNanos());
            }
        }
    }
}
