package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.time.Duration;
import java.util.List;

/**
 * A configuration reaches the clients that watch it: no client goes back to an older version, the event arrives before
 * the data, no wake-up is lost, and every connected client converges to the last write within the time limit.
 *
 * <p>The check examines the operations {@code view} (from its invocation on, the client's code acts on its result:
 * {@code absent}, or {@code data version czxid mzxid}), {@code notified} (an event of the key reached the client), and
 * {@code fetch} (a read with a callback that set a watch, with a result like that of {@code view}); every response that
 * showed a client a Stat of the key; and acknowledged writes. Kinds: {@code went-back} (a caveat across sessions),
 * {@code data-before-event}, {@code lost-wake-up}, {@code no-catch-up}, {@code not-converged}; see
 * {@link MonotonicViews}, {@link EventBeforeData}, {@link ConvergenceRules}, and for the time limits
 * {@link DerivedBounds}.
 *
 * <p>A history that passes, and one that fails (client 2 is always connected; the limit is 5 s):
 *
 * <pre>{@code
 * client 1  setData /a → v2 |=|                       client 1  setData /a → v2 |=|
 * client 2  view v1   get → v2 |=|  view v2           client 2  view v1   get → v2 |=|   …6 s…  sync |=|
 * VALID                                               INVALID: lost-wake-up, client 2 still acts on v1
 * }</pre>
 *
 * <p>Parameter {@code watches}, optional: {@code one-shot}, or {@code persistent} for clients that rely on persistent
 * watches only. These do not report changes that were made while the client was disconnected, so {@code no-catch-up} is
 * then a caveat. Immutable and safe to share between threads; O(n log n).
 */
public final class PropagationCheck implements Check {
    /** The name on the command line and in reports. */
    public static final String NAME = "propagation";

    private static final String PERSISTENT = "persistent";
    private static final String ONE_SHOT = "one-shot";
    private static final int BUDGET_EVERY = 64;

    private final CheckSpec spec;
    private final boolean persistent;

    private PropagationCheck(CheckSpec spec, boolean persistent) {
        this.spec = spec;
        this.persistent = persistent;
    }

    /**
     * The check with the parameter described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static PropagationCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        String watches = parameters.text("watches", ONE_SHOT);
        parameters.nothingElse("watches");
        if (!watches.equals(ONE_SHOT) && !watches.equals(PERSISTENT)) {
            throw new IllegalArgumentException("the check " + NAME + " expects " + ONE_SHOT + " or " + PERSISTENT
                    + " for watches, found \"" + watches + "\"");
        }
        return new PropagationCheck(spec, watches.equals(PERSISTENT));
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
    public Gravity gravity(String kind) {
        return switch (kind) {
            case ConvergenceRules.LOST_WAKE_UP, ConvergenceRules.NO_CATCH_UP, ConvergenceRules.NOT_CONVERGED ->
                Gravity.PROGRESS;
            case EventBeforeData.DATA_BEFORE_EVENT -> Gravity.ORDER;
            default -> Gravity.STATE;
        };
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        PropagationEvidence evidence = PropagationEvidence.of(history, budget);
        DerivedBounds bounds = Analysis.of(history).bounds();
        MonotonicViews.judge(evidence, findings);
        int pairs = EventBeforeData.judge(evidence, findings);
        ConvergenceRules convergence = new ConvergenceRules(
                evidence, Analysis.of(history), findings, persistent ? PropagationCitations.WHILE_AWAY : null);
        boolean whole = evidence.whole();
        int views = 0;
        int watchedKeys = 0;
        for (WatchedKey watched : evidence.watchedKeys()) {
            if (watchedKeys++ % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                break;
            }
            views += evidence.views(watched).size();
            convergence.judge(watched);
        }
        Coverage coverage = Coverage.of("states", convergence.judged())
                .notJudged("its client was not connected for long enough", convergence.undecided());
        String scope = count(views, "view change") + ", " + pairs
                + (pairs == 1 ? " repeated fetch" : " repeated fetches") + "; " + derivation(bounds);
        if (!whole) {
            return findings.resultOfPart(coverage, scope, budget);
        }
        return views == 0
                ? CheckResult.inconclusive(NAME, coverage, scope, "no client recorded a view")
                : findings.result(coverage, scope);
    }

    private static String derivation(DerivedBounds bounds) {
        return "reaction " + bounds.reaction().equation() + "; convergence "
                + bounds.convergence().equation() + ", counted from "
                + AnomalyText.duration(bounds.recoveryNanos()) + " (the recovery budget) after the last heal";
    }

    @Override
    public List<Track> picture(History history) {
        PropagationEvidence evidence = PropagationEvidence.of(history, CheckBudget.of(Duration.ofSeconds(5), 0));
        return VersionTracks.draw(
                evidence, Analysis.of(history).bounds().convergence().nanos(), history.endNanos());
    }
}
