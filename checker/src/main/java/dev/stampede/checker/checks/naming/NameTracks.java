package dev.stampede.checker.checks.naming;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.checks.naming.NameLog.State;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of each name over time: one lane per name, one span per state, from the time at which it was certain to
 * that of the next state or of a removal.
 */
final class NameTracks {
    private NameTracks() {}

    private record Change(long atNanos, long zxid, String label) {}

    static List<Track> of(History history) {
        TrackBuilder drawing = TrackBuilder.of("Names");
        List<NameLog> logs = new ArrayList<>(NameLog.of(history, BudgetGuard.ofPicture()));
        logs.sort(Comparator.comparing(NameLog::name));
        for (NameLog log : logs) {
            drawing.lane(log.name());
            List<Change> changes = changes(log);
            for (int i = 0; i < changes.size(); i++) {
                Change change = changes.get(i);
                long to = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : history.endNanos();
                if (!change.label().isEmpty() && to > change.atNanos()) {
                    drawing.span(log.name(), change.label(), Severity.QUIET, change.atNanos(), to);
                }
            }
        }
        return List.of(drawing.track());
    }

    private static List<Change> changes(NameLog log) {
        Map<Long, Long> certain = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        for (NameWrite w : log.writes()) {
            if (!w.certain()) {
                continue;
            }
            Operation o = w.operation();
            if (w.kind() == NameWrite.Kind.UNREGISTER) {
                changes.add(new Change(o.completedNanos(), w.maxZxid(), ""));
            } else if (w.zxid() != 0) {
                certain.merge(w.zxid(), o.completedNanos(), Math::min);
            }
        }
        for (ReadObservation read : log.reads()) {
            if (read.mzxid() != 0) {
                certain.merge(read.mzxid(), read.operation().completedNanos(), Math::min);
            }
        }
        for (State state : log.states().values()) {
            Long at = certain.get(state.mzxid());
            if (at != null) {
                changes.add(new Change(at, state.mzxid(), state.uri() == null ? "?" : state.uri()));
            }
        }
        changes.sort(Comparator.comparingLong(Change::atNanos).thenComparingLong(Change::zxid));
        return changes;
    }
}
