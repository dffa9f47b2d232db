package dev.stampede.checker.checks.exclusion.elections;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.analysis.ZnodeTimeline;
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
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Elections: a new master is elected within the time limit.
 *
 * <p>The object of an election is its key. It is masterless while no client believes, without a doubt, that it is the
 * master. Such a time is too long if some client was connected in one session throughout a part of it, and could work
 * undisturbed for more than the limit in that part (see {@link DerivedBounds#reElection} and {@link UndisturbedTime}),
 * because this client could have become the master. The limit starts again with each connection, because a change of
 * the leader, which restarts the expiry clock of every session, ends all connections.
 *
 * <p>With a limit of 9.3 s, a history that passes, and one that fails, kind {@link ExclusionAnomalies#MASTERLESS}:
 *
 * <pre>{@code
 * client 1  |= master =| killed                     client 1  |= master =| killed
 * client 2  connected     4 s    |= master =|       client 2  connected          for 15 s and longer
 * VALID                                             INVALID
 * }</pre>
 *
 * <p>Every client of the run counts as a candidate; for an object that never had a master, only the clients that
 * requested leadership. Such an object is never VALID: if no client could have become its master in time, the result is
 * INCONCLUSIVE. A client of a user's class that opens its own handles has no recorded connections: it counts as
 * connected while no fault acts and the recovery budget after the last fault is over. Parameters: {@code dated=true} if
 * a key is a folder of a day, so that the days of one parent are one object; and those of {@link MutualExclusionCheck}.
 * O(n log n), and one pass over the connections for each masterless time longer than the limit.
 */
public final class ReElectionCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "re-election";

    private static final String NOBODY_ABLE = "no candidate was connected and undisturbed for longer than the limit";

    private final boolean dated;

    private ReElectionCheck(CheckSpec spec) {
        super(LockOrElectionTerms.ELECTION.of(NAME, ExclusionCitations.LEADER_FAILS), spec, Set.of("dated"));
        this.dated = dated(spec);
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static ReElectionCheck of(CheckSpec spec) {
        return new ReElectionCheck(spec);
    }

    /** Whether keys are folders of days. */
    static boolean dated(CheckSpec spec) {
        String value = spec.parameters().getOrDefault("dated", "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "the check " + spec.check() + " expects true or false for dated, found \"" + value + "\"");
        }
        return value.equals("true");
    }

    /** The object of the election: the key, or the parent of the day's folder. */
    static String object(String key, boolean dated) {
        return dated ? ZnodeTimeline.parent(key) : key;
    }

    /** A time without a master. */
    private record Gap(String object, long fromNanos, long toNanos) {}

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        DerivedBounds bounds = analysis.shared().bounds();
        if (!bounds.known()) {
            return new Judgement(Coverage.nothing(DerivedBounds.UNKNOWN), "", List.of());
        }
        Map<String, List<Span>> spans = new HashMap<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            spans.computeIfAbsent(object(hold.key(), dated), k -> new ArrayList<>())
                    .addAll(BeliefIntervals.disciplined(hold, analysis.timeline()));
        }
        Map<String, Map<Integer, Interval>> candidates = candidates(analysis);
        candidates.keySet().forEach(object -> spans.putIfAbsent(object, new ArrayList<>()));
        List<Connection> connections = connections(analysis);
        DerivedBound bound = bounds.reElection(bounds.timeoutMillisOr(0));
        List<HoldFinding> findings = new ArrayList<>();
        long begin = connections.stream().mapToLong(Connection::fromNanos).min().orElse(0);
        long end = connections.stream().mapToLong(Connection::toNanos).max().orElse(0);
        long longest = 0;
        Coverage.Tally tally = new Coverage.Tally("masterless times");
        List<String> neverLed = new ArrayList<>();
        for (Map.Entry<String, List<Span>> each : spans.entrySet()) {
            boolean led = !each.getValue().isEmpty();
            List<Connection> able =
                    led ? connections : clipped(connections, candidates.getOrDefault(each.getKey(), Map.of()));
            int before = findings.size();
            for (Gap gap : gaps(each.getKey(), each.getValue(), begin, end)) {
                analysis.guard().step();
                long lasted = gap.toNanos() - gap.fromNanos();
                longest = Math.max(longest, lasted);
                HoldFinding finding = masterless(analysis, gap, able);
                if (finding != null) {
                    findings.add(finding);
                }
                if (finding != null || lasted <= bound.nanos()) {
                    tally.judged();
                } else {
                    tally.notJudged(NOBODY_ABLE);
                }
            }
            if (!led && findings.size() == before) {
                neverLed.add(each.getKey());
            }
        }
        return new Judgement(
                tally.coverage(),
                String.format(
                        Locale.ROOT,
                        "the longest masterless time %s, the limit %s; %,d longer",
                        duration(longest),
                        bound.text(),
                        findings.size()),
                findings,
                neverLed.isEmpty()
                        ? null
                        : "there was never a master of " + String.join(", ", neverLed) + ", and " + NOBODY_ABLE);
    }

    /** The clients that requested leadership of each object, with the interval of their requests. */
    private Map<String, Map<Integer, Interval>> candidates(HoldAnalysis analysis) {
        Map<String, Map<Integer, Interval>> candidates = new TreeMap<>();
        for (Operation o : analysis.guard()
                .each(analysis.history().operations(LockInput.Acquire.class, LockInput.SampleLeadership.class))) {
            if (o.key() != null) {
                candidates
                        .computeIfAbsent(object(String.valueOf(o.key()), dated), object -> new TreeMap<>())
                        .merge(
                                o.client(),
                                new Interval(o.invokedNanos(), o.completedNanos()),
                                (a, b) -> new Interval(a.fromNanos(), Math.max(a.toNanos(), b.toNanos())));
            }
        }
        return candidates;
    }

    private static List<Connection> clipped(List<Connection> connections, Map<Integer, Interval> candidates) {
        List<Connection> clipped = new ArrayList<>();
        for (Connection c : connections) {
            Interval asked = candidates.get(c.client());
            if (asked != null && asked.overlaps(c.fromNanos(), c.toNanos())) {
                clipped.add(new Connection(
                        c.client(),
                        c.session(),
                        Math.max(c.fromNanos(), asked.fromNanos()),
                        Math.min(c.toNanos(), asked.toNanos()),
                        c.timeoutNanos()));
            }
        }
        return clipped;
    }

    private static List<Connection> connections(HoldAnalysis analysis) {
        Set<Integer> clients = new TreeSet<>();
        analysis.history()
                .events(Event.ClientOpened.class)
                .filter(e -> e.kind() == Event.ClientKind.WORKLOAD)
                .forEach(e -> clients.add(e.client()));
        List<Connection> all = new ArrayList<>();
        boolean users = analysis.history().header().userClass() != null;
        clients.forEach(c -> all.addAll(
                users && analysis.timeline().sessions(c).isEmpty()
                        ? supposedConnections(analysis, c)
                        : analysis.timeline().connections(c)));
        return all;
    }

    /**
     * The times in which a client whose sessions are not recorded had every reason to be connected: no fault acted,
     * none was healed within the recovery budget before, and no role changed.
     */
    private static List<Connection> supposedConnections(HoldAnalysis analysis, int client) {
        long end = analysis.timeline().endNanos();
        UndisturbedTime ensemble = analysis.shared().disturbances().ensemble(end);
        List<Connection> supposedConnections = new ArrayList<>();
        for (Interval faultless : analysis.shared()
                .disturbances()
                .withoutFaults(analysis.shared().bounds().recoveryNanos())
                .stretches(analysis.timeline().openedNanos(client), lastOperationNanos(analysis, client))) {
            for (Interval undisturbed : ensemble.stretches(faultless.fromNanos(), faultless.toNanos())) {
                supposedConnections.add(new Connection(client, 0, undisturbed.fromNanos(), undisturbed.toNanos(), 0));
            }
        }
        return supposedConnections;
    }

    /** The end of a client's last operation: later the client may have been stopped. */
    private static long lastOperationNanos(HoldAnalysis analysis, int client) {
        return analysis.history().operations().stream()
                .filter(o -> o.client() == client)
                .mapToLong(o -> o.completed() ? o.completedNanos() : o.invokedNanos())
                .max()
                .orElse(0);
    }

    /** The masterless times from the start of the first connection to the end of the last one. */
    private static List<Gap> gaps(String object, List<Span> spans, long beginNanos, long endNanos) {
        spans.sort(Comparator.comparingLong(Span::from));
        List<Gap> gaps = new ArrayList<>();
        long covered = beginNanos;
        for (Span span : spans) {
            if (span.from() > covered) {
                gaps.add(new Gap(object, covered, span.from()));
            }
            covered = Math.max(covered, span.to());
        }
        if (endNanos > covered) {
            gaps.add(new Gap(object, covered, endNanos));
        }
        return gaps;
    }

    private static @Nullable HoldFinding masterless(HoldAnalysis analysis, Gap gap, List<Connection> connections) {
        DerivedBound least =
                analysis.shared().bounds().reElection(0); // below the limit of every client; skips most gaps cheaply
        if (gap.toNanos() - gap.fromNanos() <= least.nanos()) {
            return null;
        }
        for (Connection c : connections) {
            long from = Math.max(gap.fromNanos(), c.fromNanos());
            long to = Math.min(gap.toNanos(), c.toNanos());
            if (to - from <= least.nanos()) {
                continue;
            }
            DerivedBound bound = analysis.shared().bounds().reElection(analysis.timeoutMillis(c.client(), from));
            if (to - from > bound.nanos() && analysis.working(c.client()).amount(from, to) > bound.nanos()) {
                return new HoldFinding(
                        ExclusionAnomalies.MASTERLESS,
                        "there was no master of " + gap.object() + " for " + duration(gap.toNanos() - gap.fromNanos()),
                        List.of(
                                analysis.timeline().name(c.client()) + " was connected continuously from "
                                        + seconds(from)
                                        + " to " + seconds(to) + ", "
                                        + duration(analysis.working(c.client()).amount(from, to))
                                        + " of that undisturbed, and could have become the master",
                                "a new master is due within " + bound.text()),
                        Blame.RECIPE,
                        List.of(),
                        List.of(),
                        gap.fromNanos(),
                        Math.min(gap.toNanos(), from + bound.nanos()),
                        ExclusionCitations.LEADER_FAILS,
                        null);
            }
        }
        return null;
    }
}
