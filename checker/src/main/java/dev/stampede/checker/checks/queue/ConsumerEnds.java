package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.checks.queue.QueueRequests.Removal;
import dev.stampede.checker.checks.queue.QueueRequests.Touch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Decides whether a consumer died with the item that it had removed, or continued without delivering it.
 *
 * <p>A consumer that asks for items removes an item within a {@code dequeue}. It died with the item if the {@code
 * dequeue} never completed, or was interrupted, and the client ended. A consumer that the queue calls back works on one
 * item after another. It died with the item if its client ended, or was closed with the item if its queue object was
 * closed, before it sent a request for another item of the queue, and within a second after the last request for this
 * item had a definite answer. Immutable.
 */
final class ConsumerEnds {
    /** What a consumer did after it had removed an item without delivering it. */
    enum End {
        /** Its client died before it did anything else. */
        DIED,
        /** Its queue object was closed before it did anything else. */
        CLOSED,
        /** It continued with other items. */
        CONTINUED,
        /** It had not done anything else when the history ended. */
        UNDECIDED
    }

    /** The maximum time from the last answer about an item until its consumer receives the item. */
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final History history;
    private final QueueLog log;
    private final QueueRequests requests;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final Map<Integer, NavigableSet<Long>> stops = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> closes = new HashMap<>();
    private final Map<Integer, NavigableSet<Long>> opens = new HashMap<>();

    ConsumerEnds(History history, QueueLog log, QueueRequests requests) {
        this.history = history;
        this.log = log;
        this.requests = requests;
        this.clients = Analysis.of(history).clients();
        this.disturbances = Analysis.of(history).disturbances();
        history.events(Event.ClientEnded.class)
                .forEach(e -> at(stops, e.client()).add(e.atNanos()));
        history.events(Event.ClientOpened.class).forEach(opened -> history.events(Event.WorkerEnded.class)
                .filter(e -> e.jvm().equals(opened.jvm()))
                .forEach(e -> at(stops, opened.client()).add(e.atNanos())));
        for (Operation o : log.opensAndCloses()) {
            if (o.input() instanceof QueueInput.Close) {
                at(closes, o.client()).add(o.invokedNanos());
            } else {
                at(opens, o.client()).add(o.invokedNanos());
            }
        }
    }

    private static NavigableSet<Long> at(Map<Integer, NavigableSet<Long>> all, int client) {
        return all.computeIfAbsent(client, c -> new TreeSet<>());
    }

    /** What the client that sent this request did afterwards. */
    End end(Removal removal) {
        Operation o = removal.operation() < 0 ? null : history.operations().get(removal.operation());
        if (o != null && o.input() instanceof QueueInput.Dequeue) {
            boolean cut = !o.completed() || (o.outcome() == Outcome.INDETERMINATE && o.interrupted());
            if (!cut) {
                return End.CONTINUED;
            }
            return endedAfter(removal) == Operation.OPEN ? End.UNDECIDED : End.DIED;
        }
        if (closing(removal)) {
            return End.CLOSED;
        }
        long ended = endedAfter(removal);
        long closed = after(closes, removal);
        if (Math.min(nextItem(removal), givenUp(removal)) < Math.min(Math.min(ended, closed), history.endNanos())) {
            return End.CONTINUED;
        }
        if (closed < ended) {
            return End.CLOSED;
        }
        return ended == Operation.OPEN ? End.UNDECIDED : End.DIED;
    }

    /** Whether the close of the queue object had begun when the client sent the request. */
    private boolean closing(Removal removal) {
        Long closed = at(closes, removal.client()).floor(removal.sentNanos());
        Long opened = at(opens, removal.client()).floor(removal.sentNanos());
        return closed != null && (opened == null || opened < closed);
    }

    /** When the client ended after it sent the request; {@link Operation#OPEN} if it did not. */
    private long endedAfter(Removal removal) {
        Long process = clients.processEnds(removal.client()).ceiling(removal.sentNanos());
        return Math.min(after(stops, removal), process == null ? Operation.OPEN : process);
    }

    private static long after(Map<Integer, NavigableSet<Long>> all, Removal removal) {
        Long next = at(all, removal.client()).ceiling(removal.sentNanos());
        return next == null ? Operation.OPEN : next;
    }

    /**
     * When the client must have delivered the item, or given it up; {@link Operation#OPEN} if it may still deliver the
     * item.
     */
    private long givenUp(Removal removal) {
        long settled = requests.settledNanos(removal.client(), removal.path());
        return settled == Operation.OPEN
                ? settled
                : disturbances.requestTime(removal.client()).after(settled, GRACE_NANOS);
    }

    /** When the client sent its next request for another item of the queue; {@link Operation#OPEN} if it did not. */
    private long nextItem(Removal removal) {
        for (Touch touch : requests.touchesAfter(removal.client(), log.key(), removal.sentNanos())) {
            if (!touch.path().equals(removal.path()) && !requests.withdraws(touch.operation())) {
                return touch.sentNanos();
            }
        }
        return Operation.OPEN;
    }
}
