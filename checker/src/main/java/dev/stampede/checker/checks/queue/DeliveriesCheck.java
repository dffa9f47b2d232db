package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides what became of each item of each queue: whether an item whose enqueue was acknowledged was delivered, and no
 * item more often than promised.
 *
 * <p>The key of an operation is the path of the queue, and each item is enqueued by one {@code enqueue}. An item is
 * delivered by a {@code dequeue} that returns it, or by a {@code consume}, which the queue calls. The parameter {@code
 * delivery} is the promise:
 *
 * <ul>
 *   <li>{@code at-most-once}: an item is removed before it is delivered, and is delivered once. An item may be lost
 *       only if the consumer that had removed it died before the delivery.
 *   <li>{@code at-least-once}: an item is removed after it was processed. An item is processed at least once, and is
 *       delivered again only after a failure.
 * </ul>
 *
 * <p>The kinds:
 *
 * <ul>
 *   <li>{@code lost}: the enqueue was acknowledged, and the item is neither delivered nor in the queue; {@code
 *       lost-on-close} if the queue object was closed after it had removed the item; {@code lost-with-consumer}, a
 *       caveat, if the consumer died with the item;
 *   <li>{@code enqueued-twice}: one enqueue created several znodes, and the item was delivered several times;
 *   <li>{@code delivered-twice}: one znode was delivered several times; with {@code at-least-once} a caveat if a
 *       failure explains it;
 *   <li>{@code unknown-item}: an item was delivered that had not been enqueued;
 *   <li>{@code early}: an item was delivered before the end of its delay, by the wall clock of the consumer, which the
 *       recipe uses;
 *   <li>{@code removed-and-delivered}: an item was delivered, and a {@code remove-item} reported that it removed it.
 * </ul>
 *
 * <p>Histories that pass (d: the delete that removes the item; †: the client dies):
 *
 * <pre>
 *   client 0  [enqueue a → ok]                                [enqueue a → ok]
 *   client 1                    [dequeue  d  → a]                              [dequeue  d †     (a caveat)
 * </pre>
 *
 * <p>Histories that fail, with the kinds {@code lost}, {@code delivered-twice} and {@code unknown-item}:
 *
 * <pre>
 *   client 0  [enqueue a → ok]                                [enqueue a → ok]
 *   client 1        [dequeue  d  → connection loss]                  [dequeue → a]
 *   client 2                                  [dequeue → none]        [dequeue → a]    [dequeue → z]
 * </pre>
 *
 * <p>An enqueue with a lost answer may or may not have added its item, so this item may be delivered, but need not be.
 * An item that is in the queue when the clients stop is not judged here; {@link QueueProgressCheck} judges how long
 * items wait. O(n log n) in operations and attempts.
 */
public final class DeliveriesCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "deliveries";

    private static final String DELIVERY = "delivery";
    private static final String AT_MOST_ONCE = "at-most-once";
    private static final String AT_LEAST_ONCE = "at-least-once";

    private final CheckSpec spec;
    private final boolean atLeastOnce;

    private DeliveriesCheck(CheckSpec spec, boolean atLeastOnce) {
        this.spec = spec;
        this.atLeastOnce = atLeastOnce;
    }

    /** The check for a spec. */
    public static DeliveriesCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        boolean atLeastOnce = atLeastOnce(NAME, parameters);
        parameters.nothingElse(DELIVERY);
        return new DeliveriesCheck(spec, atLeastOnce);
    }

    /** Whether the parameter {@code delivery} of a check promises at-least-once delivery. */
    static boolean atLeastOnce(String check, CheckParameters parameters) {
        String delivery = parameters.text(DELIVERY, AT_MOST_ONCE);
        if (!delivery.equals(AT_MOST_ONCE) && !delivery.equals(AT_LEAST_ONCE)) {
            throw new IllegalArgumentException("the check " + check + " expects " + AT_MOST_ONCE + " or "
                    + AT_LEAST_ONCE + " for " + DELIVERY + ", found \"" + delivery + "\"");
        }
        return delivery.equals(AT_LEAST_ONCE);
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
        QueueLog.All all = QueueLog.of(history);
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally("items");
        RemainingZnodes remaining = new RemainingZnodes(history, all.requests());
        long items = 0;
        long deliveries = 0;
        int queues = 0;
        for (QueueLog log : all.queues()) {
            if (budget.exhausted()) {
                break;
            }
            judge(new LossRules(history, log, all.requests(), remaining, atLeastOnce, findings, tally), log, tally);
            DuplicateRules duplicates = new DuplicateRules(history, log, all.requests(), atLeastOnce, findings);
            log.items().stream().filter(item -> !item.ambiguous()).forEach(duplicates::judge);
            items += log.items().size();
            deliveries +=
                    log.items().stream().mapToLong(i -> i.deliveries().size()).sum();
            queues++;
        }
        String scope = count(queues, "queue") + ", " + count(items, "item") + ", " + count(deliveries, "delivery");
        if (all.queues().isEmpty()) {
            return CheckResult.inconclusive(NAME, tally.coverage(), "", "no operation on a queue was recorded");
        }
        return queues < all.queues().size()
                ? findings.resultOfPart(tally.coverage(), scope, budget)
                : findings.result(tally.coverage(), scope);
    }

    private static void judge(LossRules losses, QueueLog log, Coverage.Tally tally) {
        for (QueueItem item : log.items()) {
            if (item.ambiguous()) {
                tally.notJudged("several operations enqueued it");
            } else if (item.acknowledged()) {
                losses.judge(item);
            } else if (!item.deliveries().isEmpty()) {
                tally.judged();
            } else {
                tally.notJudged("its enqueue was not acknowledged");
            }
        }
    }

    /** The items in each queue over time, and the deliveries of each client. */
    @Override
    public List<Track> picture(History history) {
        return QueueTracks.of(history);
    }
}
