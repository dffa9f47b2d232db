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
 * Decides whether a consumer died with the item that it had removed, or went on without delivering it.
 *
 * <p>A consumer that asks for items removes one within a {@code dequeue}: it died with it if that operation never
 * completed, or was interrupted, and its client ended. A consumer that the queue calls back works on one item after
 * another. It died with the item if its client ended, or closed the queue, before it sent a request for another item of
 * the queue, and within a second after the last request for this item had a definite answer. Immutable.
 */
final class ConsumerEnds {
    /** What a consumer did after it had removed an item without delivering it. */
    enum End {
        /** It died, or was closed, before it did anything else. */
        WITH_THE_ITEM,
        /** It continued with other items. */
        LATER,
        /** It had not done anything else when the history ended. */
        NOT_YET
    }

    /** The time from the last answer about an item until its consumer receives it. */
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final History history;
    private final QueueLog log;
    private final QueueRequests requests;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final Map<Integer, NavigableSet<Long>> stops = new HashMap<>();

    ConsumerEnds(History history, QueueLog log, QueueRequests requests) {
        this.history = history;
        this.log = log;
        this.requests = requests;
        this.clients = Analysis.of(history).clients();
        this.disturbances = Analysis.of(history).disturbances();
        history.events(Event.ClientEnded.class).forEach(e -> stopped(e.client(), e.atNanos()));
        history.events(Event.ClientOpened.class)
                .forEach(opened -> history.events(Event.WorkerEnded.class)
                        .filter(e -> e.jvm().equals(opened.jvm()))
                        .forEach(e -> stopped(opened.client(), e.atNanos())));
        for (Operation o : log.opensAndCloses()) {
            if (o.input() instanceof QueueInput.Close) {
                stopped(o.client(), o.invokedNanos());
            }
        }
    }

    private void stopped(int client, long atNanos) {
        stops.computeIfAbsent(client, c -> new TreeSet<>()).add(atNanos);
    }

    /** What the client that sent this request did afterwards. */
    End end(Removal removal) {
        Operation o = removal.operation() < 0 ? null : history.operations().get(removal.operation());
        if (o != null && o.input() instanceof QueueInput.Dequeue) {
            boolean cut = !o.completed() || (o.outcome() == Outcome.INDETERMINATE && o.interrupted());
            if (!cut) {
                return End.LATER;
            }
            return endedAfter(removal) == Operation.OPEN ? End.NOT_YET : End.WITH_THE_ITEM;
        }
        long ended = endedAfter(removal);
        if (Math.min(nextItem(removal), givenUp(removal)) < Math.min(ended, history.endNanos())) {
            return End.LATER;
        }
        return ended == Operation.OPEN ? End.NOT_YET : End.WITH_THE_ITEM;
    }

    /** When the client ended, or closed the queue, after it sent the request; {@link Operation#OPEN} if it did not. */
    private long endedAfter(Removal removal) {
        Long stop = stops.getOrDefault(removal.client(), new TreeSet<>()).ceiling(removal.sentNanos());
        Long process = clients.processEnds(removal.client()).ceiling(removal.sentNanos());
        return Math.min(stop == null ? Operation.OPEN : stop, process == null ? Operation.OPEN : process);
    }

    /** When the client must have delivered the item, or given it up; {@link Operation#OPEN} if it may still do so. */
    private long givenUp(Removal removal) {
        long settled = requests.settledNanos(removal.client(), removal.path());
        return settled == Operation.OPEN ? settled : disturbances.requestTime(removal.client()).after(settled, GRACE_NANOS);
    }

    /** When the client sent its next request for another item of the queue; {@link Operation#OPEN} if it did not. */
    private long nextItem(Removal removal) {
        for (Touch touch : requests.touchesAfter(removal.client(), log.key(), removal.sentNanos())) {
            if (!touch.path().equals(removal.path()) && !isRemoval(touch.operation())) {
                return touch.sentNanos();
            }
        }
        return Operation.OPEN;
    }

    private boolean isRemoval(int operation) {
        return operation >= 0 && history.operations().get(operation).input() instanceof QueueInput.Remove;
    }
}
