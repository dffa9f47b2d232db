package dev.stampede.checker.checks.membership;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
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
import java.util.Map;

/**
 * Decides whether each client that watches a group learns its members, and their current data, within time limits that
 * are derived from settings and from measurements of the run.
 *
 * <p>Operations of members: {@code joinGroup PATH DATA}, {@code setMemberData PATH DATA}, {@code leaveGroup PATH},
 * {@code closeSession} (all memberships and views of the client end), and {@code get PATH} (a member reads its own
 * znode). Operations of watching clients: {@code members GROUP} with the result {@code ID=DATA}, separated by blanks.
 * This list is in force from its completion until the next one or {@code closeView GROUP}. <em>Delivery</em> is the
 * time that a change in ZooKeeper takes to reach a view.
 *
 * <ul>
 *   <li>{@code ghost}: a view shows a member whose znode is gone, for longer than delivery takes;
 *   <li>{@code outlived}: a view shows a member that has left or died, although its znode had to be gone for longer
 *       than delivery takes;
 *   <li>{@code missing}: a view lacks a member that is alive and has a znode, for longer than delivery takes;
 *   <li>{@code stale-data}: a view shows data that the member has replaced, for longer than delivery takes;
 *   <li>{@code unknown-data}: a view shows a member or data that no client wrote, or the znode of a member contains
 *       such data;
 *   <li>{@code absent}: a member is connected, and its znode is missing for longer than it takes to create it again;
 *   <li>{@code data-lost}: the znode of a member contains older data than the member has set.
 * </ul>
 *
 * <p>A time limit runs only while there is no disturbance, and starts again after each one: for a client, while it is
 * connected, waits for no operation, and no fault affects it or a server; for the end of a session, while no fault
 * affects a server and no role changes. So a fault extends a time limit by its duration and by the time that had passed
 * before the fault.
 *
 * <p>A history that passes, and one that fails (T = 3 s, so delivery takes at most 3.3 s):
 *
 * <pre>{@code
 * client 1  joinGroup /g/c1 |=|       closeSession |=|          client 1  joinGroup /g/c1 |=|       closeSession |=|
 * watchers         create /g/c1              delete /g/c1       watchers         create /g/c1            delete /g/c1
 * client 2               members c1           members (none)    client 2               members c1               …4 s…
 * VALID                                                         INVALID: ghost, client 2 still lists c1
 * }</pre>
 *
 * <p>A user's class may keep its znodes at other paths. Then {@code SupposedRegistrations} derives the times at which a
 * member has a znode from its operations and sessions, and {@code outlived} and {@code missing} take the place of
 * {@code ghost} and {@code absent}.
 *
 * <p>No parameters. Immutable and safe to share between threads. O(n log n) in events, and in pairs of lists and
 * members of a group.
 */
public final class MembershipCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "membership";

    private static final String CHANGES = "changes";

    private MembershipCheck() {}

    /** The check for a spec. */
    public static MembershipCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new MembershipCheck();
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
    public boolean usesWatchers() {
        return true;
    }

    @Override
    public Gravity gravity(String kind) {
        return switch (kind) {
            case "ghost", "outlived", "missing", "absent", "stale-data" -> Gravity.PROGRESS;
            default -> Gravity.STATE;
        };
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        MembershipLog log = new MembershipLog(history);
        String counted =
                count(log.members().size(), "member") + ", " + count(log.views().size(), "view");
        if (log.members().isEmpty() || log.views().isEmpty()) {
            return CheckResult.inconclusive(
                    NAME, Coverage.of(CHANGES, 0), counted, "there were no members, or no views");
        }
        DerivedBounds derived = Analysis.of(history).bounds();
        if (!derived.known() || derived.timeoutNanos() == 0) {
            return CheckResult.inconclusive(
                    NAME,
                    Coverage.of(CHANGES, 0).notJudged(DerivedBounds.UNKNOWN, 1),
                    counted,
                    "the session timeout or the settings of the ensemble are unknown");
        }
        long end = Analysis.of(history).clients().workEndNanos();
        MembershipBounds bounds = new MembershipBounds(
                derived.sessionExpiry(log.longestWriteNanos()),
                derived.delivery(RefreshTime.longest(history, log)),
                derived.reCreation(),
                derived.background());
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally(CHANGES);
        MemberRules members = new MemberRules(log, bounds, findings, tally, end);
        log.members().values().forEach(members::judge);
        UndisturbedTime ensemble = Analysis.of(history).disturbances().ensemble(end);
        ViewRules views = new ViewRules(log, bounds, ensemble, findings, tally);
        boolean whole = true;
        for (GroupView view : log.views()) {
            whole = whole && !budget.exhausted();
            if (whole) {
                views.judge(view);
            }
        }
        String scope = counted + "; a change reached a view within " + duration(views.longestNanos())
                + "; time limits without disturbance: delivery "
                + bounds.delivery().equation() + "; expiry "
                + bounds.expiry().equation() + "; creation of a deleted znode "
                + bounds.reCreation().equation();
        return whole
                ? findings.result(tally.coverage(), scope)
                : findings.resultOfPart(tally.coverage(), scope, budget);
    }

    /** When each member had joined and had a znode, and when each client listed it. */
    @Override
    public List<Track> picture(History history) {
        return MembershipTracks.of(history);
    }
}
