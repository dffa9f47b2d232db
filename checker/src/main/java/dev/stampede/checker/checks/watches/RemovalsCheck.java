package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides whether the servers removed znodes when they had to, and not before: TTL znodes, containers, and the
 * ephemerals of ended sessions; and whether the clients are prepared for these removals.
 *
 * <p>Operations: {@code createTtl PATH MILLISECONDS}, {@code setData PATH}, {@code letGo PATH} (the client no longer
 * keeps its TTL znode), {@code enterContainer PATH} and {@code leaveContainer PATH} with the path of the child. The
 * requests of the clients and the observations of the watcher sessions show when the znodes existed.
 *
 * <ul>
 *   <li>{@code removed-early}, {@code removed-with-children}, {@code removed-unused}, {@code not-removed}: see
 *       {@link RemovalRules};
 *   <li>{@code ephemeral-lingers}: see {@link SessionEndRule}. {@code guarantees} judges that an ephemeral neither
 *       vanishes while its session lives nor outlives the acknowledged close of its session;
 *   <li>{@code ttl-lapsed}, {@code entry-refused}: mistakes of the client; see {@link KeeperRules}.
 * </ul>
 *
 * <p>A history that passes, and one that fails (the TTL is 1000 ms; times are those of the leader's wall clock):
 *
 * <pre>{@code
 * client 1  createTtl 1000 (mtime 0)  setData (mtime 900)
 * watchers                                                  deleted (by 1950)
 * VALID
 *
 * client 1  createTtl 1000 (mtime 0)  setData (mtime 900)
 * watchers                                                  deleted (by 1300)
 * INVALID: removed-early
 * }</pre>
 *
 * <p>Parameter {@code interval}, optional: the value of {@code znode.container.checkIntervalMs} of the members in
 * milliseconds; 60000 by default, as in ZooKeeper. A znode is judged if it was removed and a later write shows the
 * leader's clock, or if the time limit for its removal passed. Immutable and safe to share between threads. O(n log n)
 * in events, and in the children of each znode.
 */
public final class RemovalsCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "removals";

    private static final String INTERVAL = "interval";
    private static final String DEFAULT_INTERVAL_MILLIS = "60000";
    private static final String ZNODES = "znodes";
    private static final int BUDGET_EVERY = 64;
    private static final long MILLI = 1_000_000L;
    private static final long SCHEDULING_MILLIS = 1_000;
    /**
     * ContainerManager waits for this time between two candidates: znode.container.maxPerMinute is 10000 by default.
     */
    private static final long BETWEEN_CANDIDATES_MILLIS = 6;

    private final CheckSpec spec;
    private final int intervalMillis;

    private RemovalsCheck(CheckSpec spec, int intervalMillis) {
        this.spec = spec;
        this.intervalMillis = intervalMillis;
    }

    /**
     * The check with the parameter described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static RemovalsCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        String interval = parameters.text(INTERVAL, DEFAULT_INTERVAL_MILLIS);
        parameters.nothingElse(INTERVAL);
        if (!interval.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("the check " + NAME + " expects milliseconds above 0 for " + INTERVAL
                    + ", found \"" + interval + "\"");
        }
        return new RemovalsCheck(spec, Integer.parseInt(interval));
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
    public boolean usesWatchers() {
        return true;
    }

    @Override
    public Gravity gravity(String kind) {
        return switch (kind) {
            case "not-removed", "ephemeral-lingers" -> Gravity.PROGRESS;
            default -> Gravity.STATE;
        };
    }

    /** The longest time that a transaction of the leader takes. */
    static DerivedBound transaction(ServerClock clock) {
        return new DerivedBound(
                clock.slowestWriteNanos() + SCHEDULING_MILLIS * MILLI,
                "the slowest write " + duration(clock.slowestWriteNanos()) + " + " + SCHEDULING_MILLIS
                        + " ms for scheduling");
    }

    private DerivedBound removal(ServerClock clock, int znodes) {
        DerivedBound transaction = transaction(clock);
        long pass = BETWEEN_CANDIDATES_MILLIS * znodes;
        return new DerivedBound(
                (intervalMillis + pass) * MILLI + transaction.nanos(),
                "checkIntervalMs " + intervalMillis + " ms + " + pass + " ms between " + count(znodes, "candidate")
                        + " + " + transaction.derivation());
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Analysis analysis = Analysis.of(history);
        DerivedBounds derived = analysis.bounds();
        RemovalLog log = new RemovalLog(history);
        String counted = count(log.removable().size(), "removable znode");
        if (!derived.known() || derived.timeoutNanos() == 0) {
            return CheckResult.inconclusive(
                    NAME,
                    Coverage.of(ZNODES, 0).notJudged(DerivedBounds.UNKNOWN, 1),
                    counted,
                    "the session timeout or the settings of the ensemble are unknown");
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally(ZNODES);
        ServerClock clock = new ServerClock(history);
        long end = analysis.clients().workEndNanos();
        UndisturbedTime servers = analysis.disturbances().ensemble(end);
        DerivedBound bound = removal(clock, log.removable().size());
        RemovalRules rules = new RemovalRules(log, clock, bound, servers, end, findings, tally);
        KeeperRules keepers = new KeeperRules(history, findings);
        keepers.judgeEntries();
        boolean whole = true;
        int number = 0;
        for (RemovableZnode znode : log.removable()) {
            if (number++ % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                break;
            }
            rules.judge(znode);
            keepers.judgeTtl(znode);
        }
        new SessionEndRule(history, clock, servers, findings, tally).judge();
        String scope = counted + "; removal without disturbance: " + bound.equation();
        return whole
                ? findings.result(tally.coverage(), scope)
                : findings.resultOfPart(tally.coverage(), scope, budget);
    }

    /** When each TTL znode and container existed, and when it was changed. */
    @Override
    public List<Track> picture(History history) {
        return RemovalTracks.of(history);
    }
}
