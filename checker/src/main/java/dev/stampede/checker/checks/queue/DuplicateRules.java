package dev.stampede.checker.checks.queue;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds deliveries that must not have happened: of an item that was not enqueued, before the end of the item's delay,
 * of an item that was removed, and a second time.
 *
 * <p>A second delivery is allowed where items are delivered at least once, if something may have failed: the first
 * consumer rejected the item or was cut off, its session changed, it ended, a fault acted or a JVM stalled, or the
 * producer sent its create more than once. The consumer's last request before each delivery shows from which znode the
 * item came, unless this znode belongs to another item. The producer is at fault if one item has two znodes.
 */
final class DuplicateRules {
    private final History history;
    private final QueueLog log;
    private final QueueRequests requests;
    private final boolean atLeastOnce;
    private final AnomalyCollector findings;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final long timeoutNanos;
    /** The items of the znodes whose creates were acknowledged. */
    private final Map<String, QueueItem> owners = new HashMap<>();

    DuplicateRules(
            History history, QueueLog log, QueueRequests requests, boolean atLeastOnce, AnomalyCollector findings) {
        this.history = history;
        this.log = log;
        this.requests = requests;
        this.atLeastOnce = atLeastOnce;
        this.findings = findings;
        this.clients = Analysis.of(history).clients();
        this.disturbances = Analysis.of(history).disturbances();
        this.timeoutNanos = Analysis.of(history).bounds().timeoutNanos();
        for (QueueItem item : log.items()) {
            item.creates().stream()
                    .filter(a -> a.code() == ResultCode.OK && a.path() != null)
                    .forEach(a -> owners.put(a.path(), item));
        }
    }

    /** Judges the deliveries of an item. */
    void judge(QueueItem item) {
        if (item.deliveries().isEmpty()) {
            return;
        }
        Delivery first = item.deliveries().get(0);
        Operation enqueue = item.enqueue();
        boolean refused = enqueue != null && enqueue.completed() && enqueue.outcome() == Outcome.FAILED;
        if (enqueue == null || refused || enqueue.invokedNanos() > first.atNanos()) {
            unknown(item, first, enqueue);
            return;
        }
        for (Delivery d : item.deliveries()) {
            early(item, d);
        }
        removedAndDelivered(item, first);
        for (int i = 1; i < item.deliveries().size(); i++) {
            again(item, item.deliveries().get(i - 1), item.deliveries().get(i));
        }
    }

    private void unknown(QueueItem item, Delivery d, @Nullable Operation enqueue) {
        String why = enqueue == null
                ? "which nothing enqueued"
                : enqueue.invokedNanos() > d.atNanos()
                        ? "which was enqueued only at " + seconds(enqueue.invokedNanos())
                        : "whose enqueue was refused (" + enqueue.error() + ")";
        List<Operation> operations = new ArrayList<>(List.of(d.operation()));
        if (enqueue != null) {
            operations.add(enqueue);
        }
        report(
                "unknown-item",
                received(d) + " the item " + item.name() + " of " + log.key() + ", " + why,
                operations,
                QueueCitations.REMOVED_FIRST,
                null);
    }

    private String received(Delivery d) {
        return clients.name(d.client()) + " received at " + seconds(d.atNanos());
    }

    private void early(QueueItem item, Delivery d) {
        long wall = d.operation().input() instanceof QueueInput.Consume c ? c.wallMillis() : 0;
        if (wall != 0 && item.dueMillis() != 0 && wall < item.dueMillis()) {
            report(
                    "early",
                    received(d) + " the item " + item.name() + " of " + log.key() + " " + (item.dueMillis() - wall)
                            + " ms before the end of its delay by its wall clock",
                    List.of(d.operation()),
                    QueueCitations.DELAYED,
                    null);
        }
    }

    private void removedAndDelivered(QueueItem item, Delivery d) {
        if (item.reportedRemoved() && item.creates().size() < 2) {
            List<Operation> operations = new ArrayList<>(item.removals());
            operations.add(d.operation());
            report(
                    "removed-and-delivered",
                    received(d) + " the item " + item.name() + " of " + log.key()
                            + ", and a remove-item reported that it had removed it",
                    operations,
                    QueueCitations.REMOVED,
                    null);
        }
    }

    private void again(QueueItem item, Delivery before, Delivery d) {
        String one = znodeOf(item, before);
        String other = znodeOf(item, d);
        boolean known = one != null && other != null;
        boolean retried = known ? !Objects.equals(one, other) : item.creates().size() > 1;
        List<Operation> operations = new ArrayList<>(List.of(before.operation(), d.operation()));
        Operation enqueue = item.enqueue();
        if (enqueue != null) {
            operations.add(enqueue);
        }
        String what = "the item " + item.name() + " of " + log.key() + " was delivered to "
                + clients.name(before.client()) + " at " + seconds(before.atNanos()) + " and to "
                + clients.name(d.client()) + " at " + seconds(d.atNanos());
        if (retried) {
            String why = known
                    ? ", from the znodes " + one + " and " + other
                    : ": its enqueue sent " + item.creates().size()
                            + " creates that took effect or may have taken effect";
            report(
                    "enqueued-twice",
                    what + why,
                    operations,
                    QueueCitations.REMOVED_FIRST,
                    atLeastOnce ? QueueCitations.SENT_AGAIN : null);
            return;
        }
        boolean allowed = atLeastOnce && mayHaveFailed(before, d);
        report(
                "delivered-twice",
                what + (atLeastOnce && !allowed ? ", and nothing had failed in between" : ""),
                operations,
                atLeastOnce ? QueueCitations.LOCKED : QueueCitations.REMOVED_FIRST,
                allowed ? QueueCitations.SENT_AGAIN : null);
    }

    /** The znode from which a delivery came; null if it is unknown, or certainly that of another item. */
    private @Nullable String znodeOf(QueueItem item, Delivery delivery) {
        String path = requests.znodeOf(delivery, log.key());
        return path == null || owners.getOrDefault(path, item) != item ? null : path;
    }

    /** Whether the first consumer may have failed before the next delivery. */
    private boolean mayHaveFailed(Delivery before, Delivery next) {
        long from = before.atNanos();
        long to = next.atNanos();
        String jvm = clients.jvm(before.client());
        return before.result() != Delivery.Result.PROCESSED
                || clients.endOfClientAfter(before.client(), from) < Math.min(to, history.endNanos())
                || clients.sessionChangedOrDoubted(before.client(), log.key(), from - timeoutNanos, to)
                || history.faults().stream().anyMatch(w -> w.overlaps(from - timeoutNanos, to))
                || disturbances.longestStall(jvm, from, to) != null
                || disturbances.longestStall(Disturbances.HARNESS, from, to) != null
                || ended(before.client(), from, to);
    }

    private boolean ended(int client, long fromNanos, long toNanos) {
        boolean closed = log.opensAndCloses().stream()
                .anyMatch(o -> o.client() == client && o.invokedNanos() >= fromNanos && o.invokedNanos() <= toNanos);
        return closed
                || history.events(Event.ClientEnded.class)
                        .anyMatch(e -> e.client() == client && e.atNanos() >= fromNanos && e.atNanos() <= toNanos);
    }

    private void report(
            String kind, String headline, List<Operation> operations, Citation promise, @Nullable Citation excuse) {
        Set<Integer> involved = new TreeSet<>();
        List<Integer> numbers = new ArrayList<>();
        long from = Operation.OPEN;
        long to = 0;
        for (Operation o : operations) {
            involved.add(o.client());
            numbers.add(o.number());
            from = Math.min(from, o.invokedNanos());
            to = Math.max(to, Math.min(o.completedNanos(), history.endNanos()));
        }
        findings.add(kind, headline, Blame.RECIPE, new Extent(from, to, involved, numbers), promise, excuse);
    }
}
