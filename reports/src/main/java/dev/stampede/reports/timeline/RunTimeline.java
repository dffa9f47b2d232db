package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.reports.timeline.Lane.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All lanes of a run on one time axis. Immutable.
 *
 * @param endNanos the end of the axis, at least 1
 * @param focus the window that the page shows first
 * @param faults the times of all faults; the page shades them across all lanes
 * @param lanes the lanes of spans and marks, in drawing order
 * @param lanesAbove the number of lanes that are drawn above the operations; the others are drawn below
 * @param load the throughput and the latency of operations, in coarse and in fine buckets
 * @param axes further axes that the reader can select: by rank and by zxid, if the history has enough of them
 */
public record RunTimeline(
        long endNanos,
        OpeningWindow focus,
        List<Span> faults,
        List<Lane> lanes,
        int lanesAbove,
        List<LoadHistogram> load,
        List<TimeAxis> axes) {
    /** The maximum number of drawn lanes; the page states how many are omitted. */
    public static final int MAX_LANES = 120;
    /**
     * The approximate maximum number of spans in a lane. In a lane with more spans, those that are too close to be
     * distinguished are merged.
     */
    public static final int MAX_SPANS = 20_000;
    /** The maximum number of marks in a lane; the others are omitted. */
    public static final int MAX_MARKS = 20_000;

    public RunTimeline {
        faults = List.copyOf(faults);
        lanes = List.copyOf(lanes);
        load = List.copyOf(load);
        axes = List.copyOf(axes);
    }

    /** Computes the timeline of a run. */
    public static RunTimeline of(History history, RunVerdict verdict) {
        RunClients clients = RunClients.of(history);
        long end = Math.max(1, history.endNanos());
        List<Lane> lanes = new ArrayList<>(AnomalyLanes.of(verdict, end));
        lanes.addAll(FaultLanes.of(history));
        lanes.addAll(HolderLanes.of(history, clients));
        lanes.addAll(RoleLanes.of(history));
        lanes.addAll(SessionLanes.of(history, clients));
        lanes.addAll(TrackLanes.of(verdict.pictures()));
        int above = lanes.size();
        lanes.addAll(TrackLanes.of(history.tracks()));
        lanes.addAll(SessionLanes.stalls(history));
        lanes.addAll(TrackLanes.notes(history));
        List<TimeAxis> axes = new ArrayList<>();
        for (TimeAxis axis : List.of(TimeAxis.rank(history), TimeAxis.zxid(history))) {
            if (!axis.empty()) {
                axes.add(axis);
            }
        }
        return new RunTimeline(
                end,
                OpeningWindow.of(history, verdict),
                FaultLanes.faults(history),
                lanes.stream().map(l -> bounded(l, end)).toList(),
                above,
                LoadHistogram.levels(history.operations(), end),
                axes);
    }

    private static Lane bounded(Lane lane, long end) {
        List<Mark> marks =
                lane.marks().size() <= MAX_MARKS ? lane.marks() : lane.marks().subList(0, MAX_MARKS);
        return new Lane(lane.group(), lane.name(), RowLayout.thin(lane.spans(), MAX_SPANS, end), marks);
    }

    /** The lanes that are drawn. */
    public List<Lane> drawn() {
        return lanes.subList(0, Math.min(lanes.size(), MAX_LANES));
    }

    /** The operations that the verdict names. A page embeds these operations regardless of its limits. */
    public static Set<Integer> operationsIn(RunVerdict verdict) {
        Set<Integer> named = new TreeSet<>();
        for (CheckResult check : verdict.checks()) {
            check.anomalies().stream().map(Anomaly::operations).forEach(named::addAll);
            Counterexample example = check.counterexample();
            if (example != null) {
                example.rows().forEach(r -> named.add(r.operation()));
            }
        }
        named.remove(-1);
        return named;
    }
}
