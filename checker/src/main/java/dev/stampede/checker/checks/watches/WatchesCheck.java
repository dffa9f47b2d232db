package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.DerivedBounds;
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
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the watches of plain handles received the events that ZooKeeper promises: one-shot data, exists and
 * child watches, and persistent and persistent recursive ones.
 *
 * <p>Operations: {@code setWatch PATH [WATCH KIND]} and {@code readStat PATH}, one asynchronous request each, and
 * {@code triggered PATH [WATCH TYPE ZXID]} for each event; see {@link dev.stampede.checker.history.data.WatchInput}.
 * The responses show the states.
 *
 * <ul>
 *   <li>{@code fired-twice}, {@code wrong-event}, {@code event-before-watch}, {@code false-event}, {@code event-order}:
 *       an event that the watch cannot receive; see {@link EventRules}.
 *   <li>{@code data-before-event}, {@code event-without-change}: the event of a one-shot watch contradicts what its
 *       session read; see {@link OneShotRules}.
 *   <li>{@code event-skipped}: a persistent watch missed a change that its session read; see {@link PersistentRules}.
 *   <li>{@code event-missing}: no event within the time limit after an acknowledged change; see {@link DeliveryRule}.
 * </ul>
 *
 * <p>All rules but the last need no time limit: a client receives events and responses on one connection in the order
 * of the transactions, and the event thread passes them on in this order. A comparison ends where the client library
 * reports a change of its connection, because the next member may be behind; it continues only where the library must
 * set the watch again.
 *
 * <p>A history that passes, and one that fails (the session is the same all the time):
 *
 * <pre>{@code
 * client 1  setWatch w1 (mzxid 5) |=|   triggered w1   readStat (mzxid 7) |=|
 * VALID
 * client 1  setWatch w1 (mzxid 5) |=|                  readStat (mzxid 7) |=|   triggered w1
 * INVALID: data-before-event
 * }</pre>
 *
 * <p>A watch is judged if it fired, if its session was shown a later response of its path, or if the limit for a change
 * passed. No parameters. Immutable and safe to share between threads. O(n log n) in events, and for each watch in the
 * responses and changes of its paths while it is set.
 */
public final class WatchesCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "watches";

    private static final String WATCHES = "watches";
    private static final String UNCOMPARED =
            "nothing that it covers was read or changed while its session lasted and was undisturbed";
    private static final int BUDGET_EVERY = 64;

    private WatchesCheck() {}

    /** The check for a spec. */
    public static WatchesCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new WatchesCheck();
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
            case "event-missing" -> Gravity.PROGRESS;
            case "data-before-event", "event-order" -> Gravity.ORDER;
            default -> Gravity.STATE;
        };
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        WatchReport report = new WatchReport(findings);
        WatchLog log = new WatchLog(history);
        EventRules events = new EventRules(history, log, report);
        OneShotRules oneShot = new OneShotRules(log, report);
        PersistentRules persistent = new PersistentRules(log, report);
        DerivedBounds derived = Analysis.of(history).bounds();
        boolean timed = derived.known() && derived.timeoutNanos() > 0;
        @Nullable DerivedBound bound = timed ? derived.wakeUp((int) (derived.timeoutNanos() / 1_000_000)) : null;
        @Nullable DeliveryRule delivery = bound == null ? null : new DeliveryRule(history, log, report, bound);
        Coverage.Tally tally = new Coverage.Tally(WATCHES);
        long received = 0;
        boolean whole = true;
        int count = 0;
        for (WatchRegistration watch : log.watches()) {
            if (count++ % BUDGET_EVERY == 0 && budget.exhausted()) {
                whole = false;
                break;
            }
            events.judge(watch);
            received += watch.events().size();
            boolean compared = watch.kind().oneShot() ? oneShot.judge(watch) : persistent.judge(watch);
            boolean waited = delivery != null && delivery.judge(watch);
            if (compared || waited || !watch.events().isEmpty()) {
                tally.judged();
            } else {
                tally.notJudged(UNCOMPARED);
            }
        }
        events.order();
        String unknown = log.unknownEvents() == 0
                ? ""
                : ", " + count(log.unknownEvents(), "event") + " of watches whose request was not answered";
        String scope = count(received, "event") + unknown + "; delivery without disturbance: "
                + (bound == null ? "not judged, " + DerivedBounds.UNKNOWN : bound.equation());
        return whole
                ? findings.result(tally.coverage(), scope)
                : findings.resultOfPart(tally.coverage(), scope, budget);
    }

    /** When each watch was set, and its events. */
    @Override
    public List<Track> picture(History history) {
        return WatchTracks.of(history);
    }
}
