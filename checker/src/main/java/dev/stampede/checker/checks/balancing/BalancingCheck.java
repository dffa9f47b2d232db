package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.duration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.BudgetGuard;
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
 * Decides whether balancers list exactly the live backends, at their current addresses, within time limits that are
 * derived from settings and from measurements of the run.
 *
 * <p>Backends: {@code serve PATH ADDRESS} (its server answers), {@code register PATH ADDRESS},
 * {@code update PATH ADDRESS}, {@code stop PATH} (its server is stopped, and its session closed). Balancers:
 * {@code list}, from the start of a refresh until its result was in force, with the result {@code PATH=ADDRESS},
 * separated by blanks; {@code dispatch PATH ADDRESS}, whose result is the name of the backend that really answered.
 *
 * <ul>
 *   <li>{@code never-existed}: a list contains an address that no backend wrote at that path: a mix of two entries;
 *   <li>{@code stale-list}, {@code stale-address}: a list contains an entry that was removed or replaced, for longer
 *       than delivery and refresh take;
 *   <li>{@code outlived}: a list contains a dead backend after its session has ended and the watch event has been
 *       delivered;
 *   <li>{@code missing}: successive lists lack a backend that lives and is registered, for longer than delivery and
 *       refresh take;
 *   <li>{@code vanished}: the znode of a backend was removed although its session was alive and the backend was not
 *       asked to stop;
 *   <li>{@code not-registered-again}: a backend did not try to register after its session had ended;
 *   <li>{@code routed-to-dead}: a request was sent to an entry that should have been removed from the list, and got no
 *       response; {@code wrong-backend}: another backend answered.
 * </ul>
 *
 * <p>A time limit runs only while there is no disturbance. For a balancer: while it is connected, waits for no
 * response, and no fault affects it or a member. For the end of a session: while no fault affects a member and no role
 * changes (a new leader restarts the expiry clock of all sessions). The limit starts again after each disturbance. The
 * time in which the JVM of the client or of the harness stalls does not count. In a history with continuous faults,
 * therefore, nothing is judged.
 *
 * <p>A history that passes: a backend stops at 5 s, its znode is gone at 5.1 s, a balancer drops it at 5.2 s.
 *
 * <p>One that fails, kind {@code stale-list}: the balancer, connected and undisturbed, still lists it at 9 s, with a
 * session timeout of 3 s.
 *
 * <p>The znodes of a user's class are unknown. Its registrations follow from its operations and its sessions (see
 * {@code SupposedRegistrations}). A backend that vanished or did not register again is then reported as
 * {@code missing}.
 *
 * <p>No parameters. O(n log n) in events, and in pairs of lists and backends.
 */
public final class BalancingCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "balancing";

    private static final String LISTS = "lists";

    private BalancingCheck() {}

    /** The check for a spec. */
    public static BalancingCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new BalancingCheck();
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
    public Gravity gravity(String kind) {
        return switch (kind) {
            case "missing", "not-registered-again", "stale-list", "stale-address", "outlived" -> Gravity.PROGRESS;
            case "routed-to-dead" -> Gravity.EFFECT;
            default -> Gravity.STATE;
        };
    }

    @Override
    public boolean usesWatchers() {
        return true;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        long end = Analysis.of(history).clients().workEndNanos();
        BudgetGuard guard = new BudgetGuard(budget);
        BackendRegistry registry = new BackendRegistry(history, guard);
        List<ObservedBalancer> balancers = ObservedBalancer.of(history, end, guard);
        String counted = count(registry.backends().size(), "backend") + ", " + count(balancers.size(), "balancer");
        if (registry.backends().isEmpty() || balancers.isEmpty()) {
            return CheckResult.inconclusive(
                    NAME, Coverage.of(LISTS, 0), counted, "there were no backends, or no balancers");
        }
        long lists = balancers.stream().mapToLong(b -> b.lists().size()).sum();
        long refresh = balancers.stream()
                .flatMap(b -> b.lists().stream())
                .mapToLong(l -> l.operation().completedNanos() - l.operation().invokedNanos())
                .max()
                .orElse(0);
        DerivedBounds derived = Analysis.of(history).bounds();
        if (!derived.known() || derived.timeoutNanos() == 0) {
            return CheckResult.inconclusive(
                    NAME,
                    Coverage.of(LISTS, 0).notJudged(DerivedBounds.UNKNOWN, lists),
                    counted,
                    "the session timeout or the settings of the ensemble are unknown");
        }
        BalancingBounds bounds = new BalancingBounds(
                derived.sessionExpiry(registry.longestWriteNanos()),
                derived.delivery(refresh),
                derived.reRegistration());
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        new BackendRules(history, registry, bounds, findings, end).judge();
        UndisturbedTime ensemble = Analysis.of(history).disturbances().ensemble(end);
        long longest = 0;
        int failed = 0;
        int judged = 0;
        for (ObservedBalancer balancer : balancers) {
            if (budget.exhausted()) {
                break;
            }
            BackendListRules rules = new BackendListRules(registry, ensemble, bounds, findings, balancer);
            rules.judge();
            longest = Math.max(longest, rules.longestNanos());
            failed += rules.failed();
            judged++;
        }
        long judgedLists = balancers.stream()
                .limit(judged)
                .mapToLong(b -> b.lists().size())
                .sum();
        Coverage coverage = Coverage.of(LISTS, judgedLists).notJudged(Coverage.OUT_OF_TIME, lists - judgedLists);
        String scope = counted + ", "
                + count(balancers.stream().mapToInt(b -> b.dispatches().size()).sum(), "request") + " (" + failed
                + " without a response); ended entries stayed in a list for at most " + duration(longest)
                + "; time limits without disturbance: expiry "
                + bounds.expiry().equation() + "; delivery "
                + bounds.delivery().equation();
        if (judged < balancers.size() && findings.count() == 0) {
            return CheckResult.inconclusive(
                    NAME, coverage, scope, "gave up after " + judged + " of " + balancers.size() + " balancers");
        }
        return findings.result(coverage, scope);
    }

    /** When each backend was registered, was listed, received requests, and did not respond. */
    @Override
    public List<Track> picture(History history) {
        return BackendTracks.of(history);
    }
}
