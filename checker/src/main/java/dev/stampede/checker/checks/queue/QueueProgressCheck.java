package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.duration;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides whether items got stuck: each item must be delivered within a time limit while a consumer is connected and
 * idle and no fault acts.
 *
 * <p>An item waits from the acknowledgement of its enqueue, or the end of its delay, until a consumer receives it.
 * Where items are delivered at least once (parameter {@code delivery}, as of {@link DeliveriesCheck}), it waits again
 * after a consumer failed. A wait is too long, kind {@code stuck}, if a consumer of this queue received nothing from it
 * for the whole time limit, was connected, and no fault acted on any member or client. The limit follows from the
 * settings (derived in {@code DerivedBounds.queueDelivery}). A consumer that is busy with other items proves nothing,
 * so a long queue is no violation.
 *
 * <p>Histories that pass and fail, with a limit of 8 s (idle: the consumer is connected and waits):
 *
 * <pre>
 *   passes:  [enqueue a → ok]   1 s idle   [consume a]
 *   fails:   [enqueue a → ok]   9 s idle   [consume a]
 * </pre>
 *
 * <p>A wait that ends within the limit is always judged. A longer wait is judged if a consumer was idle for the limit;
 * it is not judged if faults acted, or if all consumers were busy. O(n log n) in operations, and a pass over the idle
 * times of the consumers for each item that waits for longer than the limit.
 */
public final class QueueProgressCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "queue-progress";

    private static final String DELIVERY = "delivery";
    private static final String WAITS = "waits";
    private static final long MILLI = 1_000_000L;

    private final CheckSpec spec;
    private final boolean atLeastOnce;

    private QueueProgressCheck(CheckSpec spec, boolean atLeastOnce) {
        this.spec = spec;
        this.atLeastOnce = atLeastOnce;
    }

    /** The check for a spec. */
    public static QueueProgressCheck of(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        boolean atLeastOnce = DeliveriesCheck.atLeastOnce(NAME, parameters);
        parameters.nothingElse(DELIVERY);
        return new QueueProgressCheck(spec, atLeastOnce);
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
        return Gravity.PROGRESS;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        QueueLog.All all = QueueLog.of(history);
        if (all.queues().isEmpty()) {
            return CheckResult.inconclusive(NAME, Coverage.of(WAITS, 0), "", "no operation on a queue was recorded");
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        Coverage.Tally tally = new Coverage.Tally(WAITS);
        RemainingZnodes remaining = new RemainingZnodes(history, all.requests());
        long end = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
        ClientTimeline clients = Analysis.of(history).clients();
        long started = startMillis(history);
        long longest = 0;
        for (QueueLog log : all.queues()) {
            IdleConsumers consumers = new IdleConsumers(history, log, end);
            for (QueueItem item : log.items()) {
                if (budget.exhausted()) {
                    return findings.resultOfPart(tally.coverage(), "", budget);
                }
                if (item.acknowledged()) {
                    long due = item.dueMillis() == 0 ? 0 : (item.dueMillis() - started) * MILLI;
                    for (ItemWait wait : ItemWait.of(item, due, atLeastOnce, remaining, clients)) {
                        longest = Math.max(longest, Math.min(wait.toNanos(), end) - wait.fromNanos());
                        judge(history, log, wait, consumers, end, findings, tally);
                    }
                }
            }
        }
        String scope = "longest wait " + duration(longest) + ", limit "
                + Analysis.of(history).bounds().queueDelivery(false).text();
        return findings.result(tally.coverage(), scope);
    }

    private static long startMillis(History history) {
        try {
            return Instant.parse(history.header().startedAt()).toEpochMilli();
        } catch (DateTimeParseException unknown) {
            return 0;
        }
    }

    private static void judge(
            History history,
            QueueLog log,
            ItemWait wait,
            IdleConsumers consumers,
            long end,
            AnomalyCollector findings,
            Coverage.Tally tally) {
        DerivedBound limit = Analysis.of(history).bounds().queueDelivery(wait.redelivery());
        if (wait.toNanos() - limit.nanos() <= wait.fromNanos()) {
            tally.judged();
            return;
        }
        IdleConsumers.Evidence idle = consumers.ignoring(wait, limit.nanos());
        Operation enqueue = Objects.requireNonNull(wait.item().enqueue());
        boolean untraced = wait.item().znode() == null && wait.toNanos() == Operation.OPEN;
        if (idle != null && untraced && consumers.diedBetween(enqueue.invokedNanos(), idle.byNanos())) {
            tally.notJudged("a consumer that died may have taken it");
        } else if (idle != null) {
            tally.judged();
            report(log, wait, idle, limit, findings);
        } else if (wait.toNanos() >= end && end - limit.nanos() <= wait.fromNanos()) {
            tally.notJudged("the clients stopped within the limit");
        } else {
            tally.notJudged("faults acted, or no consumer was idle for the limit");
        }
    }

    private static void report(
            QueueLog log, ItemWait wait, IdleConsumers.Evidence idle, DerivedBound limit, AnomalyCollector findings) {
        Operation enqueue = Objects.requireNonNull(wait.item().enqueue());
        Set<Integer> clients = new TreeSet<>(List.of(enqueue.client(), idle.client()));
        List<Integer> operations = new ArrayList<>(List.of(enqueue.number()));
        for (Delivery d : wait.item().deliveries()) {
            operations.add(d.operation().number());
            clients.add(d.client());
        }
        String until = wait.toNanos() == Operation.OPEN
                ? "it was not delivered until the clients stopped"
                : "it waited until " + seconds(wait.toNanos());
        findings.add(
                "stuck",
                "the item " + wait.item().name() + " of " + log.key() + " was in the queue from "
                        + seconds(wait.fromNanos()) + " on, and client " + idle.client()
                        + ", which was connected and idle from " + seconds(idle.fromNanos()) + " to "
                        + seconds(idle.byNanos()) + ", did not receive it; " + until + "; limit " + limit.text(),
                Blame.RECIPE,
                new Extent(wait.fromNanos(), Math.min(wait.toNanos(), idle.byNanos()), clients, operations),
                QueueCitations.NOTIFIED);
    }
}
