package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ZnodeLifetime;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.views.BeliefIntervals;
import dev.stampede.checker.checks.exclusion.views.DoubtCheck;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.Hold;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.HoldOwnership;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.checks.exclusion.views.OverlapCaveats;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Overlap;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.checks.exclusion.views.View;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Semaphores: at most n leases of one key are held at a time.
 *
 * <p>Judged like {@link MutualExclusionCheck}, but by counting. Server view: a lease is in force from the zxid of its
 * grant to that of its znode's delete; more than n at one zxid is {@link ExclusionAnomalies#TOO_MANY_LEASES}. This is
 * sound although the zxid of a grant is only an upper bound: of n + 1 leases in force at one zxid, the one granted last
 * was granted by a read that showed all n + 1 znodes. Disciplined belief: more than n clients that believe at once are
 * {@link ExclusionAnomalies#TOO_MANY_BELIEVED}. It is a caveat if conditions of {@link OverlapCaveats} excuse all but
 * at most n of them. Ownership and discipline are judged as in that check. Plain belief is not judged.
 *
 * <p>A history that passes with {@code leases=2}, and one that fails:
 *
 * <pre>{@code
 * client 1  |=======|              client 1  |=============|
 * client 2     |=========|         client 2     |=========|
 * client 3            |=====|      client 3            |=====|
 * VALID                            INVALID: too-many-leases, 3 from the third grant on
 * }</pre>
 *
 * <p>Parameters: {@code leases} (n, default 1), and {@code policy}, {@code doubts}, {@code raw}, {@code recipe} as in
 * that check. O(n log n) for leases, plus the overlaps.
 */
public final class LeasesCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "leases";

    private static final LockOrElectionTerms TERMS = new LockOrElectionTerms(
            NAME,
            "held a lease of",
            ExclusionCitations.SEMAPHORE,
            ExclusionCitations.LOCK_SUSPENDED,
            ExclusionCitations.LOCK_LOST);

    private final int leases;

    private LeasesCheck(CheckSpec spec) {
        super(TERMS, spec, Set.of("leases"));
        this.leases = number(spec, "leases", 1);
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static LeasesCheck of(CheckSpec spec) {
        return new LeasesCheck(spec);
    }

    /** More spans than allowed that share the point {@code from}; the youngest is the last of them. */
    private record Crowd(List<Span> spans, long from, long to) {}

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        List<HoldFinding> findings = new ArrayList<>();
        List<Crowd> server = findExcess(certain(analysis), analysis.guard());
        server.forEach(crowd -> findings.add(tooMany(analysis, crowd)));
        findings.addAll(new HoldOwnership(analysis).findAnomalies());
        int believed = 0;
        if (analysis.rules().judges(View.DISCIPLINED)) {
            List<Span> spans = new ArrayList<>();
            analysis.holds()
                    .all()
                    .forEach(hold -> spans.addAll(BeliefIntervals.disciplined(hold, analysis.timeline())));
            List<Crowd> crowds = findExcess(spans, analysis.guard());
            believed = crowds.size();
            Set<Set<Integer>> reported = new java.util.HashSet<>();
            server.forEach(crowd -> reported.add(members(crowd)));
            OverlapCaveats excuses = new OverlapCaveats(analysis);
            crowds.stream()
                    .filter(crowd -> !reported.contains(members(crowd)))
                    .forEach(crowd -> findings.add(believed(analysis, crowd, excuses)));
            findings.addAll(new DoubtCheck(analysis).findAnomalies());
        }
        return new Judgement(
                Coverage.of("leases", analysis.holds().all().size()),
                "at most " + leases + " per key at a time; limit exceeded " + server.size()
                        + " times in the server view, " + believed + " times in the disciplined view",
                findings);
    }

    private static List<Span> certain(HoldAnalysis analysis) {
        List<Span> spans = new ArrayList<>();
        for (Hold hold : analysis.holds().all()) {
            analysis.guard().step();
            ZnodeLifetime life = analysis.znodes().life(hold);
            long granted = analysis.grantZxid(hold);
            if (granted != 0 && hold.token() != 0 && !life.path().isEmpty()) {
                spans.add(new Span(hold, granted, life.alive()));
            }
        }
        return spans;
    }

    private static Set<Integer> members(Crowd crowd) {
        return crowd.spans().stream().map(s -> s.hold().index()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The points at which a span begins and the number of simultaneous spans exceeds the limit. */
    private List<Crowd> findExcess(List<Span> spans, BudgetGuard guard) {
        Map<String, List<Span>> byKey = new HashMap<>();
        spans.stream().filter(s -> s.from() <= s.to()).forEach(s -> byKey.computeIfAbsent(
                        s.hold().key(), k -> new ArrayList<>())
                .add(s));
        List<Crowd> crowds = new ArrayList<>();
        for (List<Span> ofKey : byKey.values()) {
            ofKey.sort(Comparator.comparingLong(Span::from)
                    .thenComparingInt(s -> s.hold().index()));
            PriorityQueue<Span> open = new PriorityQueue<>(Comparator.comparingLong(Span::to));
            for (Span span : ofKey) {
                guard.step();
                while (!open.isEmpty() && open.peek().to() < span.from()) {
                    open.poll();
                }
                open.add(span);
                if (open.size() > leases && crowds.size() < OverlapFinder.MAX_PAIRS) {
                    crowds.add(crowd(open, span));
                }
            }
        }
        return crowds;
    }

    private static Crowd crowd(PriorityQueue<Span> open, Span youngest) {
        List<Span> all = new ArrayList<>(open);
        all.remove(youngest);
        all.sort(Comparator.comparingLong(Span::from));
        all.add(youngest);
        long to = all.stream().mapToLong(Span::to).min().orElse(youngest.to());
        return new Crowd(all, youngest.from(), to);
    }

    private HoldFinding tooMany(HoldAnalysis analysis, Crowd crowd) {
        Hold youngest = crowd.spans().get(crowd.spans().size() - 1).hold();
        long from = crowd.spans().stream()
                .mapToLong(s -> s.hold().grantedNanos())
                .max()
                .orElse(0);
        return finding(
                ExclusionAnomalies.TOO_MANY_LEASES,
                analysis,
                crowd,
                crowd.spans().size() + " leases of " + HoldAnalysis.key(youngest)
                        + " were held at once in the ensemble itself; at most " + leases + " are allowed",
                "server view: all were in force from zxid " + hex(crowd.from()) + " to " + hex(crowd.to()),
                from,
                from,
                null);
    }

    private HoldFinding believed(HoldAnalysis analysis, Crowd crowd, OverlapCaveats excuses) {
        Hold youngest = crowd.spans().get(crowd.spans().size() - 1).hold();
        List<OverlapCaveats.Caveat> conditions = new ArrayList<>();
        for (Span span : crowd.spans().subList(0, crowd.spans().size() - 1)) {
            OverlapCaveats.Caveat excuse = span.hold().client() == youngest.client()
                    ? null
                    : excuses.of(new Overlap(span.hold(), youngest, crowd.from(), crowd.to()));
            if (excuse != null) {
                conditions.add(excuse);
            }
        }
        boolean excused = crowd.spans().size() - conditions.size() <= leases;
        String why = excused
                ? "disciplined view: " + conditions.get(0).condition()
                : "disciplined view: no recorded condition excuses more than " + leases + " believers";
        return finding(
                ExclusionAnomalies.TOO_MANY_BELIEVED,
                analysis,
                crowd,
                crowd.spans().size() + " clients believed that they held a lease of " + HoldAnalysis.key(youngest)
                        + " at once, and none doubted; at most " + leases + " are allowed",
                why,
                crowd.from(),
                crowd.to(),
                excused ? conditions.get(0).sentence() : null);
    }

    private static HoldFinding finding(
            String kind,
            HoldAnalysis analysis,
            Crowd crowd,
            String headline,
            String reason,
            long from,
            long to,
            @Nullable Citation excuse) {
        List<Hold> holds = crowd.spans().stream().map(Span::hold).toList();
        String who = holds.stream()
                .skip(Math.max(0, holds.size() - 8))
                .map(h -> analysis.name(h) + " from " + seconds(h.grantedNanos()) + " by " + hex(h.token()))
                .collect(Collectors.joining(", "));
        return new HoldFinding(
                kind,
                headline,
                List.of(who, reason),
                excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                holds.subList(Math.max(0, holds.size() - 12), holds.size()),
                List.of(),
                from,
                Math.max(from, to),
                ExclusionCitations.SEMAPHORE,
                excuse);
    }
}
