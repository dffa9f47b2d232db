package dev.stampede.checker.checks.barrier;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One lane for each barrier that is set and lifted, with the times at which it was set; and one for each client, with
 * its calls that wait for a barrier, and the times at which it was inside a double barrier. Stateless.
 */
final class BarrierTracks {
    private BarrierTracks() {}

    static List<Track> of(History history) {
        TrackBuilder drawing = TrackBuilder.of("Barriers");
        Analysis analysis = Analysis.of(history);
        Map<String, List<Operation>> byKey = new TreeMap<>(BarrierCheck.byKey(history));
        byKey.forEach((key, operations) -> set(drawing, key, operations, history.endNanos()));
        Map<Integer, String> lanes = new TreeMap<>();
        byKey.values().forEach(all -> all.stream()
                .filter(BarrierTracks::waits)
                .forEach(o -> lanes.putIfAbsent(o.client(), "client " + o.client())));
        lanes.values().forEach(drawing::lane);
        byKey.forEach((key, operations) -> {
            String name = key.substring(key.lastIndexOf('/') + 1);
            operations.stream()
                    .filter(BarrierTracks::waits)
                    .forEach(o -> drawing.span(
                            "client " + o.client(),
                            o.function() + " " + name + ": " + result(o),
                            o.outcome() == Outcome.OK ? Severity.QUIET : Severity.NOTICE,
                            o.invokedNanos(),
                            TimedCalls.returned(o, analysis)));
            for (BarrierMember p : BarrierMember.of(operations)) {
                Operation leave = p.leave();
                if (p.entered() && leave != null) {
                    drawing.span(
                            "client " + p.client(),
                            "inside " + name,
                            Severity.QUIET,
                            p.enter().completedNanos(),
                            leave.invokedNanos());
                }
            }
        });
        return List.of(drawing.track());
    }

    private static boolean waits(Operation o) {
        return !(o.input() instanceof BarrierInput.SetBarrier) && !(o.input() instanceof BarrierInput.LiftBarrier);
    }

    private static String result(Operation o) {
        return switch (o.outcome()) {
            case OK -> "passed";
            case FAILED -> String.valueOf(o.error());
            case INDETERMINATE -> "unknown";
        };
    }

    private static void set(TrackBuilder drawing, String key, List<Operation> operations, long endNanos) {
        long since = -1;
        for (Operation o : operations) {
            if (o.outcome() != Outcome.OK) {
                continue;
            }
            if (o.input() instanceof BarrierInput.SetBarrier && since < 0) {
                since = o.completedNanos();
            } else if (o.input() instanceof BarrierInput.LiftBarrier && since >= 0) {
                drawing.span(key, "set", Severity.QUIET, since, o.completedNanos());
                since = -1;
            }
        }
        if (since >= 0) {
            drawing.span(key, "set", Severity.QUIET, since, endNanos);
        }
    }
}
