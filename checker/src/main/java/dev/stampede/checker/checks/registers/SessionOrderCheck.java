package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.StaleLeaderWindows;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one session never go back in zxid, and a read after {@code sync} is no older than what was acknowledged
 * before the {@code sync}.
 *
 * <p>The check examines the operations {@code get}, {@code exists}, {@code syncGet} and {@code snapshot}, whose results
 * are {@code data version czxid mzxid}, and the changes that Stats showed to clients. A session that saw the change
 * with zxid z has seen everything up to z. So a later read of any znode that returns a state which was superseded at a
 * zxid of z or less went back ({@code went-back}); a client's own acknowledged writes count as seen. An operation is
 * excluded if its session began during it, because its response may have come in the previous session.
 *
 * <p>{@code stale-after-sync}: a {@code syncGet} returned a state that was superseded by a write which had been
 * acknowledged before the invocation. It is a caveat if the ensemble may have had a deposed leader at that time,
 * because {@code sync} is not a quorum operation.
 *
 * <p>A history that passes, and one that fails; both in one session:
 *
 * <pre>{@code
 * set a → z5 |=|  get b → z4 |=|              set a → z5 |=|  get b → z3 |=|      (b was changed at z4)
 * VALID                                       INVALID: went-back
 * }</pre>
 *
 * <p>No parameters. Immutable and safe to share between threads; O(n log n).
 */
public final class SessionOrderCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "session-order";

    private static final Set<ReadKind> READS = EnumSet.of(ReadKind.GET, ReadKind.EXISTS, ReadKind.SYNC_GET);

    private record Session(int client, long session) {}

    /** The largest zxid that a session has seen, and the operation that showed it. */
    private record Furthest(int operation, long zxid, long atNanos) {}

    private final CheckSpec spec;

    private SessionOrderCheck(CheckSpec spec) {
        this.spec = spec;
    }

    /**
     * Creates the check.
     *
     * @throws IllegalArgumentException if there is a parameter
     */
    public static SessionOrderCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new SessionOrderCheck(spec);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally reads = new Coverage.Tally("reads");
        return findings.within(budget, reads::coverage, guard -> {
            int sessions = judge(history, reads, findings, guard);
            String scope = sessions + (sessions == 1 ? " session" : " sessions");
            return findings.result(reads.coverage(), scope);
        });
    }

    /** Judges all reads, and returns the number of sessions. */
    private static int judge(History history, Coverage.Tally reads, AnomalyCollector findings, BudgetGuard guard) {
        KnownZxids zxids = new KnownZxids(history, guard);
        ZnodeTimeline znodes = Analysis.of(history).znodes();
        AcknowledgedZxids acknowledged = new AcknowledgedZxids(history);
        StaleLeaderWindows staleLeaders = Analysis.of(history).staleLeaders();
        Map<Session, Long> begins = begins(history);
        Map<Session, Furthest> furthest = new HashMap<>();
        for (Operation o : guard.each(history.operations())) {
            String key = o.key();
            if (o.outcome() != Outcome.OK || key == null) {
                continue;
            }
            Map<String, ReadResult> results = results(o, key, znodes);
            Session session = new Session(o.client(), o.session());
            boolean withinSession = begins.getOrDefault(session, Operation.OPEN) <= o.invokedNanos();
            Furthest before = furthest.get(session);
            long shown = zxids.shownTo(o.number());
            for (Map.Entry<String, ReadResult> read : results.entrySet()) {
                shown = Math.max(shown, read.getValue().zxid());
                if (withinSession) {
                    reads.judged();
                    back(history, o, read.getKey(), read.getValue(), zxids, before, findings);
                } else {
                    reads.notJudged("its session may have begun during it");
                }
                if (o.input() instanceof ZnodeInput.Read input && input.kind() == ReadKind.SYNC_GET) {
                    synced(o, key, read.getValue(), acknowledged, staleLeaders, findings);
                }
            }
            if (withinSession && shown > (before == null ? 0 : before.zxid())) {
                furthest.put(session, new Furthest(o.number(), shown, o.completedNanos()));
            }
        }
        return furthest.size();
    }

    /** The states that a read returned, by their paths; those of a snapshot are identified by their czxids. */
    private static Map<String, ReadResult> results(Operation o, String key, ZnodeTimeline znodes) {
        if (o.input() instanceof ZnodeInput.Read input && READS.contains(input.kind())) {
            ReadResult read = ReadResult.of(o.output());
            return read == null ? Map.of() : Map.of(key, read);
        }
        Map<String, ReadResult> results = new TreeMap<>();
        if (o.output() instanceof OperationOutput.ShownTogether together) {
            for (ZnodeState state : together.states()) {
                String path = znodes.path(state.czxid());
                if (path != null) {
                    results.put(znodes.relative(path), ReadResult.of(state));
                }
            }
        }
        return results;
    }

    /** The first time at which each client was connected in each session. */
    private static Map<Session, Long> begins(History history) {
        Map<Session, Long> begins = new HashMap<>();
        history.events(SessionChanged.class)
                .filter(e -> e.state() == Event.SessionState.CONNECTED || e.state() == Event.SessionState.RECONNECTED)
                .forEach(e -> begins.merge(new Session(e.client(), e.session()), e.atNanos(), Math::min));
        return begins;
    }

    private static void back(
            History history,
            Operation o,
            String key,
            ReadResult read,
            KnownZxids zxids,
            @Nullable Furthest furthest,
            AnomalyCollector findings) {
        long superseded = furthest == null ? KnownZxids.NONE : zxids.changeAfter(key, read.zxid());
        if (furthest == null || superseded > furthest.zxid()) {
            return;
        }
        findings.add(
                "went-back",
                "client " + o.client() + " read " + read + " of " + key + " at " + seconds(o.completedNanos())
                        + " in session " + hex(o.session()) + ", which had seen zxid " + hex(furthest.zxid())
                        + " by " + seconds(furthest.atNanos()) + "; the state was superseded at " + hex(superseded),
                Analysis.of(history).singleRequests().blame(List.of(o.number(), furthest.operation())),
                new Extent(
                        furthest.atNanos(),
                        o.completedNanos(),
                        Set.of(o.client()),
                        List.of(furthest.operation(), o.number())),
                RegisterCitations.SINGLE_SYSTEM_IMAGE);
    }

    private static void synced(
            Operation o,
            String key,
            ReadResult read,
            AcknowledgedZxids acknowledged,
            StaleLeaderWindows staleLeaders,
            AnomalyCollector findings) {
        AcknowledgedZxids.Newest newest = acknowledged.before(key, o.invokedNanos());
        if (newest.zxid() <= read.zxid()) {
            return;
        }
        boolean mayBeDeposed = staleLeaders.possible(o.invokedNanos(), o.completedNanos());
        findings.add(
                "stale-after-sync",
                "client " + o.client() + " read " + read + " of " + key + " after sync at "
                        + seconds(o.completedNanos()) + ", although a write with zxid " + hex(newest.zxid())
                        + " had been acknowledged at " + seconds(newest.atNanos()) + ", before it called sync at "
                        + seconds(o.invokedNanos()),
                Blame.ZOOKEEPER,
                new Extent(newest.atNanos(), o.completedNanos(), Set.of(o.client()), List.of(o.number())),
                RegisterCitations.SYNC,
                mayBeDeposed ? RegisterCitations.SYNC_IS_NO_QUORUM : null);
    }

    @Override
    public List<Track> picture(History history) {
        return ValueTracks.draw(history);
    }
}
