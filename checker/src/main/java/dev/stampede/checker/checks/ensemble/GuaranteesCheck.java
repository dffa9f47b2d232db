package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.RealTimeOrder;
import dev.stampede.checker.analysis.RealTimeOrder.Point;
import dev.stampede.checker.analysis.RealTimeOrder.Suspicion;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides from the attempts alone whether the ensemble kept ZooKeeper's guarantees about zxids, versions and owners.
 *
 * <p>Each rule is sound: no ensemble that keeps its guarantees can violate it, whatever is lost, late or concurrent.
 *
 * <ul>
 *   <li>{@code session-went-back}: the zxids of a session's replies never decrease. Where the zxid of a reply is not
 *       exact, the zxid of the session's last reply is sampled during the attempt; so of two attempts of one session
 *       that do not overlap, the later one has the larger zxid. Only responses of a server count.
 *   <li>{@code write-order}: an acknowledged write that was sent after another one was answered has the larger zxid.
 *       Writes are linearizable, and all times are from one clock.
 *   <li>{@code reply-behind}: no response has a smaller zxid than its own Stat.
 *   <li>{@code zxid-twice}: two acknowledged writes never have the same zxid; a multi is one write. A delete, a setACL
 *       and a multi are judged if their zxids are exact.
 *   <li>{@code stale-in-session}: within one session, the mzxid of a path never decreases. A session never sees an
 *       older state, and a znode that is created again has a larger mzxid.
 *   <li>{@code stat-arithmetic}: czxid ≤ mzxid, czxid ≤ pzxid; a version of 0 implies that mzxid equals czxid, but not
 *       conversely (a multi may create and set a znode); an ephemeral znode has no children; {@link StatRules} has more
 *       rules of this kind. Excluded are znodes that no client created, which have a czxid of 0, and the Stats of a
 *       multi, which may show an intermediate state.
 *   <li>{@code version-order}: within one incarnation of a znode (path and czxid), equal mzxids have equal versions,
 *       and larger mzxids larger versions.
 *   <li>{@code two-owners}: one incarnation of a znode always has the same ephemeralOwner, and a session owns the
 *       ephemeral znodes that it creates.
 *   <li>{@code stale-in-session}, {@code delete-undone}, {@code not-found}, {@code stale-beyond-limit}: each reply
 *       agrees with what its session had seen, and with what other clients had seen longer ago than a limit; see {@link
 *       ReplyRules}.
 *   <li>{@code child-count}, {@code two-incarnations}, {@code false-event}, {@code event-order}: the Stats of
 *       responses, of watcher sessions and of the audit agree with each other and with the watch events; see {@link
 *       StatRules} and {@link WatchEvents}.
 *   <li>{@code session-timeout}, {@code session-twice}, {@code after-session-end}: see {@link SessionRules}.
 *   <li>{@code refused-create}, {@code created-over}: see {@link CreatePreconditions}.
 *   <li>{@code refused-version}: see {@link RefusedVersions}.
 *   <li>{@code child-list}: the children that a response lists are those of its pzxid; see {@link ChildLists}.
 *   <li>{@code two-values}, {@code unknown-data}, {@code children-differ}: reads show what was written; see {@link
 *       ValueRules}.
 *   <li>{@code ephemeral-vanished}, {@code ephemeral-outlived}: an ephemeral lives as long as its session; see {@link
 *       EphemeralRules}.
 * </ul>
 *
 * <p>A history that passes: a create answered at 1 s with czxid 0x100000002, a setData sent at 2 s with mzxid
 * 0x100000003 and version 1.
 *
 * <p>One that fails, kinds {@code write-order} and {@code stat-arithmetic}: the same with mzxid 0x100000001 in the
 * response to the setData.
 *
 * <p>Each rule reports its first violation per session, znode or run. No parameters. O(n log n) in attempts.
 */
public final class GuaranteesCheck implements Check {
    public static final String NAME = "guarantees";

    private static final Set<ResultCode> ANSWERED_BY_A_SERVER = EnumSet.of(
            ResultCode.OK, ResultCode.NONODE, ResultCode.NODEEXISTS, ResultCode.BADVERSION, ResultCode.NOTEMPTY);
    /** Writes whose replies have the zxid of their transactions only in the header. */
    private static final Set<Opcode> SHOWN_ONLY_BY_HEADERS = EnumSet.of(Opcode.DELETE, Opcode.SET_ACL, Opcode.MULTI);

    private static final String RESPONSES = "responses";
    private static final String RESERVED = "/zookeeper";

    private record Session(int client, long session) {}

    private record SessionPath(Session session, String path) {}

    /** The numbers of judged requests, and the paths of which a session certainly saw an older state than before. */
    private static final class Judged {
        private final Set<String> stale = new HashSet<>();
        private long attempts;
        private long responses;
        private long writes;
    }

    /** The data for all rules, collected in one pass. */
    private static final class Evidence {
        private final Map<Session, Suspicion> replies = new HashMap<>();
        private final Suspicion writes = new Suspicion();
        private final LongStream.Builder zxidsOfWrites = LongStream.builder();
        private final Map<SessionPath, Suspicion> reads = new HashMap<>();
        private final StatRules stats;
        private final ZnodeTimeline znodes;
        private final Judged judged = new Judged();

        Evidence(History history, StatRules stats) {
            this.stats = stats;
            this.znodes = Analysis.of(history).znodes();
        }
    }

    /** The requests of those sessions, paths and writes in which {@link Suspicion} suspects a reversal. */
    private static final class Suspects {
        private final Map<Session, List<Point>> replies = new HashMap<>();
        private final List<Point> writes = new ArrayList<>();
        private final Map<SessionPath, List<Point>> reads = new HashMap<>();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage none = Coverage.of(RESPONSES, 0)
                .notJudged(Coverage.OUT_OF_TIME, history.attempts().size());
        return findings.within(budget, () -> none, guard -> {
            WatchEvents events = new WatchEvents(history, findings, guard);
            Judged judged = statsAndOrder(history, events, findings, guard);
            new SessionRules(history, findings, guard).judge();
            new CreatePreconditions(history, findings, guard).judge();
            new RefusedVersions(history, findings, guard).judge();
            new EphemeralRules(history, findings, guard).judge();
            new ReplyRules(history, events, judged.stale, findings, guard).judge();
            new ValueRules(history, findings, guard).judge();
            new ChildCounts(history, findings, guard).judge();
            new ChildLists(history, findings, guard).judge();
            return findings.result(
                    Coverage.of(RESPONSES, judged.responses)
                            .notJudged("it shows no zxid and no Stat", judged.attempts - judged.responses),
                    String.format(
                            Locale.ROOT,
                            "%,d of the judged responses were to writes (create, setData, setACL, delete, multi)",
                            judged.writes));
        });
    }

    /** Applies the rules for Stats and for the order of zxids, and then frees the memory of their tables. */
    private static Judged statsAndOrder(
            History history, WatchEvents events, AnomalyCollector findings, BudgetGuard guard) {
        Evidence evidence = new Evidence(history, new StatRules(history, findings));
        for (Attempt a : guard.each(history.attempts())) {
            if (answered(a)) {
                take(a, evidence);
            }
        }
        judge(history, evidence, findings, guard);
        otherStats(history, evidence.stats, guard);
        events.judge();
        evidence.stats.finish(events);
        return evidence.judged;
    }

    /** Whether a server answered the request. */
    private static boolean answered(Attempt a) {
        return a.code() != null && a.answeredNanos() != Operation.OPEN && ANSWERED_BY_A_SERVER.contains(a.code());
    }

    private static boolean inSession(Attempt a) {
        return a.session() != 0 && a.stateZxid() > 0;
    }

    /** The Stat of a response that can be judged, otherwise null. */
    private static @Nullable ZnodeStat stat(Attempt a) {
        ZnodeStat stat = a.code() == ResultCode.OK ? a.stat() : null;
        String path = a.path();
        return stat == null || path == null || stat.czxid() == 0 || excluded(a, path) ? null : stat;
    }

    /**
     * The zxid of the transaction of an acknowledged create, setData, setACL, delete or multi, 0 for other requests and
     * if it is unknown.
     */
    private static long zxidOfWrite(Attempt a, @Nullable ZnodeStat stat) {
        if (SHOWN_ONLY_BY_HEADERS.contains(a.opcode())) {
            return a.code() == ResultCode.OK && !String.valueOf(a.path()).startsWith(RESERVED) ? a.replyZxid() : 0;
        }
        boolean creates = a.opcode().creates();
        return stat == null ? 0 : creates ? stat.czxid() : a.opcode() == Opcode.SET_DATA ? stat.mzxid() : 0;
    }

    private static void take(Attempt a, Evidence evidence) {
        evidence.judged.attempts++;
        Session session = new Session(a.client(), a.session());
        boolean inSession = inSession(a);
        ZnodeStat stat = stat(a);
        String path = a.path();
        evidence.judged.responses += inSession || stat != null ? 1 : 0;
        if (inSession) {
            evidence.replies
                    .computeIfAbsent(session, s -> new Suspicion())
                    .add(a.sentNanos(), a.answeredNanos(), a.stateZxid());
        }
        long zxid = zxidOfWrite(a, stat);
        if (zxid != 0) {
            evidence.judged.writes++;
            evidence.zxidsOfWrites.add(zxid);
            evidence.writes.add(a.sentNanos(), a.answeredNanos(), zxid);
        }
        if (stat == null || path == null) {
            return;
        }
        if (a.session() != 0) {
            evidence.reads
                    .computeIfAbsent(new SessionPath(session, path), s -> new Suspicion())
                    .add(a.sentNanos(), a.answeredNanos(), stat.mzxid());
        }
        StatSighting sighting = StatSighting.of(a, evidence.znodes.absolute(path), stat);
        if (inSession) {
            evidence.stats.withReply(sighting, a.stateZxid());
        }
        evidence.stats.take(sighting);
    }

    /** Takes the Stats that the watcher sessions and the audit show. */
    private static void otherStats(History history, StatRules stats, BudgetGuard guard) {
        history.events(Event.ZnodeObserved.class).forEach(e -> {
            guard.step();
            ZnodeStat stat = e.stat();
            if (stat != null && stat.czxid() != 0 && !e.path().startsWith(RESERVED)) {
                stats.take(StatSighting.of(e, stat));
            }
        });
        history.events(Event.ZnodeAudited.class)
                .filter(e -> e.stat().czxid() != 0 && !e.path().startsWith(RESERVED))
                .forEach(e -> stats.take(StatSighting.of(e)));
    }

    private static boolean excluded(Attempt a, String path) {
        return a.opcode().multi() || path.startsWith(RESERVED);
    }

    private static Point point(Attempt a, long value) {
        return new Point(a.number(), a.client(), a.sentNanos(), a.answeredNanos(), value);
    }

    private static void judge(History history, Evidence evidence, AnomalyCollector findings, BudgetGuard guard) {
        Suspects suspects = suspects(history, evidence, guard);
        writes(suspects.writes, findings, guard);
        for (Map.Entry<Session, List<Point>> entry : suspects.replies.entrySet()) {
            guard.step();
            RealTimeOrder.first(entry.getValue())
                    .ifPresent(r -> report(
                            findings,
                            "session-went-back",
                            "session " + AnomalyText.hex(entry.getKey().session()) + " read an older state than before",
                            r,
                            ZooKeeperCitations.SINGLE_SYSTEM_IMAGE));
        }
        for (Map.Entry<SessionPath, List<Point>> entry : suspects.reads.entrySet()) {
            guard.step();
            RealTimeOrder.first(entry.getValue()).ifPresent(r -> {
                evidence.judged.stale.add(entry.getKey().path());
                report(
                        findings,
                        ReplyRules.STALE_IN_SESSION,
                        "session "
                                + AnomalyText.hex(entry.getKey().session().session()) + " read an older state of "
                                + entry.getKey().path() + " than before",
                        r,
                        ZooKeeperCitations.SINGLE_SYSTEM_IMAGE);
            });
        }
    }

    private static Suspects suspects(History history, Evidence evidence, BudgetGuard guard) {
        Suspects suspects = new Suspects();
        boolean writes = evidence.writes.raised() || hasEqual(evidence.zxidsOfWrites);
        evidence.replies.values().removeIf(s -> !s.raised());
        evidence.reads.values().removeIf(s -> !s.raised());
        if (!writes && evidence.replies.isEmpty() && evidence.reads.isEmpty()) {
            return suspects;
        }
        for (Attempt a : guard.each(history.attempts())) {
            if (answered(a)) {
                Session session = new Session(a.client(), a.session());
                ZnodeStat stat = stat(a);
                if (inSession(a) && evidence.replies.containsKey(session)) {
                    add(suspects.replies, session, point(a, a.stateZxid()));
                }
                if (writes && zxidOfWrite(a, stat) != 0) {
                    suspects.writes.add(point(a, zxidOfWrite(a, stat)));
                }
                SessionPath seen = new SessionPath(session, String.valueOf(a.path()));
                if (stat != null && evidence.reads.containsKey(seen)) {
                    add(suspects.reads, seen, point(a, stat.mzxid()));
                }
            }
        }
        return suspects;
    }

    private static boolean hasEqual(LongStream.Builder zxids) {
        long[] sorted = zxids.build().sorted().toArray();
        return IntStream.range(1, sorted.length).anyMatch(i -> sorted[i] == sorted[i - 1]);
    }

    private static <K> void add(Map<K, List<Point>> points, K key, Point point) {
        points.computeIfAbsent(key, k -> new ArrayList<>()).add(point);
    }

    private static void writes(List<Point> writes, AnomalyCollector findings, BudgetGuard guard) {
        RealTimeOrder.first(writes)
                .ifPresent(r -> report(
                        findings,
                        "write-order",
                        "a write that was sent after another one had been acknowledged has a smaller zxid",
                        r,
                        ZooKeeperCitations.TOTAL_ORDER));
        Map<Long, Point> byZxid = new HashMap<>();
        for (Point p : guard.each(writes)) {
            Point other = byZxid.putIfAbsent(p.value(), p);
            if (other != null) {
                findings.add(
                        "zxid-twice",
                        "two acknowledged writes (attempts " + other.attempt() + " and " + p.attempt()
                                + ") have the same zxid " + AnomalyText.hex(p.value()),
                        Blame.ZOOKEEPER,
                        extent(other, p),
                        ZooKeeperCitations.TOTAL_ORDER);
            }
        }
    }

    private static void report(
            AnomalyCollector findings, String kind, String what, RealTimeOrder.Reversal r, Citation promise) {
        findings.add(
                kind,
                what + ": " + AnomalyText.hex(r.earlier().value()) + " by "
                        + AnomalyText.seconds(r.earlier().toNanos()) + " (attempt "
                        + r.earlier().attempt() + "), then "
                        + AnomalyText.hex(r.later().value()) + " after "
                        + AnomalyText.seconds(r.later().fromNanos()) + " (attempt "
                        + r.later().attempt() + ")",
                Blame.ZOOKEEPER,
                extent(r.earlier(), r.later()),
                promise);
    }

    private static Extent extent(Point one, Point two) {
        return new Extent(
                Math.min(one.fromNanos(), two.fromNanos()),
                Math.max(one.toNanos(), two.toNanos()),
                Set.copyOf(List.of(one.client(), two.client())),
                List.of());
    }
}
