package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.BeliefIntervals;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.TrackPoint;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Elections by day: a master is elected for one day, and resigns when the day ends.
 *
 * <p>Clients publish the start of a day by their own clock as a point on the track {@value #TRACK}, lane {@code client
 * N}, whose label is the key of the day; clocks need not agree. {@link ExclusionAnomalies#OVERSTAYED}: a client
 * continues to believe for more than 100 ms of its JVM's running time after its own clock started another day (or after
 * it was granted a day that had ended). {@link ExclusionAnomalies#BINDING_OF_ANOTHER_DAY}: the token of a grant was
 * used for a grant of another day, although a new day requires a new election. {@link SingleMasterCheck} judges that no
 * day has two masters, because each day is a key.
 *
 * <p>A history that passes, and one that fails (a bar is a change of the day by the client's own clock):
 *
 * <pre>{@code
 * master of 11-23 ====| resigns, acquires 11-24        master of 11-23 ====|==============
 * VALID                                                INVALID: overstayed
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusionCheck}. O(n log n).
 */
public final class DayChangeCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "day-change";

    /** The track on which clients publish the start of a day. */
    static final String TRACK = "Days";

    private static final String LANE = "client ";

    private static final Clock NO_CLOCK = new Clock(List.of());

    private DayChangeCheck(CheckSpec spec) {
        super(LockOrElectionTerms.ELECTION.of(NAME, ExclusionCitations.LEADER), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static DayChangeCheck of(CheckSpec spec) {
        return new DayChangeCheck(spec);
    }

    /** A run with a single day has no change of the day to judge. */
    @Override
    public boolean informational(History history) {
        return "0".equals(history.header().environment().get("setting day.millis"));
    }

    /** The days of one client's clock, in chronological order. */
    private static final class Clock {
        private final List<TrackPoint> days;
        /** The last place of each day. */
        private final Map<String, Integer> places = new HashMap<>();

        Clock(List<TrackPoint> points) {
            days = points.stream()
                    .sorted(Comparator.comparingLong(TrackPoint::atNanos))
                    .toList();
            for (int i = 0; i < days.size(); i++) {
                places.put(days.get(i).label(), i);
            }
        }

        boolean reached(String day) {
            return places.containsKey(day);
        }

        /** The point at which the clock left a day; null if it did not, or never started that day. */
        @Nullable
        TrackPoint after(String day) {
            int place = places.getOrDefault(day, days.size());
            return place + 1 < days.size() ? days.get(place + 1) : null;
        }
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        Map<Integer, List<TrackPoint>> days = new HashMap<>();
        analysis.history()
                .events(TrackPoint.class)
                .filter(p -> p.track().equals(TRACK) && p.lane().matches(LANE + "[0-9]{1,9}"))
                .forEach(p -> days.computeIfAbsent(
                                Integer.valueOf(p.lane().substring(LANE.length())), c -> new ArrayList<>())
                        .add(p));
        Map<Integer, Clock> clocks = new HashMap<>();
        days.forEach((client, points) -> clocks.put(client, new Clock(points)));
        List<HoldFinding> findings = new ArrayList<>();
        Map<Long, Hold> first = new HashMap<>();
        Coverage.Tally masters = new Coverage.Tally("masters");
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            Clock clock = clocks.getOrDefault(hold.client(), NO_CLOCK);
            overstayed(analysis, hold, clock, findings);
            if (clock.reached(hold.key())) {
                masters.judged();
            } else {
                masters.notJudged("the clock of its client did not reach that day");
            }
            Hold before = hold.token() == 0 ? null : first.putIfAbsent(hold.token(), hold);
            if (before != null && !before.key().equals(hold.key())) {
                findings.add(another(analysis, before, hold));
            }
        }
        long changes =
                days.values().stream().mapToLong(d -> Math.max(0, d.size() - 1)).sum();
        return new Judgement(
                masters.coverage(),
                count(changes, "day change") + " on the clocks of " + count(days.size(), "client") + ", "
                        + count(findings.size(), "anomaly"),
                findings);
    }

    private static void overstayed(HoldAnalysis analysis, Hold hold, Clock clock, List<HoldFinding> findings) {
        TrackPoint next = clock.after(hold.key());
        if (next == null) {
            return;
        }
        long over = Math.max(next.atNanos(), hold.grantedNanos());
        long deadline = analysis.doubtDeadline(hold.client(), over);
        for (Span span : BeliefIntervals.disciplined(hold, analysis.timeline())) {
            if (span.to() > deadline) {
                findings.add(new HoldFinding(
                        ExclusionAnomalies.OVERSTAYED,
                        analysis.name(hold) + " continued as the master of " + HoldAnalysis.key(hold) + " for "
                                + duration(span.to() - over) + " after that day had ended by its own clock",
                        List.of("its clock started " + next.label() + " at " + seconds(next.atNanos())
                                + "; it had to resign by " + seconds(deadline)
                                + " (" + analysis.graceMillis() + " ms and its JVM's stalls), but believed"
                                + " until " + seconds(span.to())),
                        Blame.RECIPE,
                        List.of(hold),
                        List.of(),
                        over,
                        span.to(),
                        ExclusionCitations.LEADER,
                        null));
                return;
            }
        }
    }

    private static HoldFinding another(HoldAnalysis analysis, Hold before, Hold hold) {
        return new HoldFinding(
                ExclusionAnomalies.BINDING_OF_ANOTHER_DAY,
                analysis.name(hold) + " became the master of " + HoldAnalysis.key(hold) + " with the znode of "
                        + HoldAnalysis.key(before),
                List.of("the znode " + hex(hold.token()) + " granted " + HoldAnalysis.key(before) + " at "
                        + seconds(before.grantedNanos()) + " and " + HoldAnalysis.key(hold) + " at "
                        + seconds(hold.grantedNanos()) + ": no client was elected for the new day"),
                Blame.RECIPE,
                List.of(before, hold),
                List.of(),
                hold.grantedNanos(),
                Math.max(hold.grantedNanos(), hold.endNanos()),
                ExclusionCitations.LEADER,
                null);
    }
}
