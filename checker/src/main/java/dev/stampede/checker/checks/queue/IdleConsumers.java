package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.Disturbances;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The times in which the consumers of one queue asked for an item and received none. Immutable once built.
 *
 * <p>A consumer that the queue calls back is idle from its start, or from the end of a {@code consume}, to its next
 * {@code consume}, or to its end. A consumer that asks is idle during a {@code dequeue} that returned no item. As a
 * consumer that asks may have waited for other queues meanwhile, only the undisturbed time right before the end of such
 * a dequeue counts.
 */
final class IdleConsumers {
    /** @param asked whether it is a {@code dequeue} */
    private record Idle(long fromNanos, long toNanos, boolean asked) {}

    /**
     * An idle consumer that should have received an item.
     *
     * @param byNanos when it should have received it at the latest
     */
    record Evidence(int client, long fromNanos, long byNanos) {}

    private final Map<Integer, List<Idle>> idle = new TreeMap<>();
    private final Map<Integer, UndisturbedTime> undisturbed = new TreeMap<>();
    private final List<Long> died = new ArrayList<>();

    IdleConsumers(History history, QueueLog log, long endNanos) {
        Disturbances disturbances = Analysis.of(history).disturbances();
        ClientTimeline clients = Analysis.of(history).clients();
        for (Operation o : log.dequeues()) {
            boolean nothing = !o.completed() || o.outcome() == Outcome.FAILED;
            if (nothing && o.invokedNanos() < endNanos) {
                add(o.client(), o.invokedNanos(), Math.min(o.completedNanos(), endNanos), true);
            }
        }
        Map<Integer, List<Operation>> calledBack = new TreeMap<>();
        log.opensAndCloses().forEach(o -> addByClient(calledBack, o));
        log.consumes().forEach(o -> addByClient(calledBack, o));
        calledBack.forEach((client, all) -> addIdleTimes(client, all, clients, history, endNanos));
        collectDeaths(history, log);
        idle.values().forEach(list -> list.sort(Comparator.comparingLong(Idle::toNanos)));
        idle.keySet().forEach(client -> undisturbed.put(client, disturbances.connectedWithoutFaults(client)));
    }

    /** Whether a consumer died, or was closed, in the closed interval: such a consumer may have taken an item. */
    boolean diedBetween(long fromNanos, long toNanos) {
        return died.stream().anyMatch(at -> fromNanos <= at && at <= toNanos);
    }

    private void collectDeaths(History history, QueueLog log) {
        Set<Integer> consumers = new HashSet<>();
        log.dequeues().forEach(o -> consumers.add(o.client()));
        log.consumes().forEach(o -> consumers.add(o.client()));
        for (Operation o : log.opensAndCloses()) {
            consumers.add(o.client());
            if (o.input() instanceof QueueInput.Close) {
                died.add(o.invokedNanos());
            }
        }
        ClientTimeline clients = Analysis.of(history).clients();
        consumers.forEach(client -> died.addAll(clients.processEnds(client)));
        history.events(Event.ClientEnded.class)
                .filter(e -> consumers.contains(e.client()))
                .forEach(e -> died.add(e.atNanos()));
    }

    private static void addByClient(Map<Integer, List<Operation>> byClient, Operation o) {
        byClient.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o);
    }

    private void addIdleTimes(int client, List<Operation> all, ClientTimeline clients, History history, long endNanos) {
        all.sort(Comparator.comparingLong(Operation::invokedNanos));
        long since = Operation.OPEN;
        for (Operation o : all) {
            boolean open = o.input() instanceof QueueInput.Open;
            if (since != Operation.OPEN) {
                add(client, since, Math.min(o.invokedNanos(), end(client, since, clients, history, endNanos)), false);
            }
            boolean listens = open || o.input() instanceof QueueInput.Consume;
            since = listens && o.completed() && (!open || o.outcome() == Outcome.OK)
                    ? o.completedNanos()
                    : Operation.OPEN;
        }
        if (since != Operation.OPEN) {
            add(client, since, end(client, since, clients, history, endNanos), false);
        }
    }

    private static long end(int client, long since, ClientTimeline clients, History history, long endNanos) {
        long ended = history.events(Event.ClientEnded.class)
                .filter(e -> e.client() == client && e.atNanos() >= since)
                .mapToLong(Event::atNanos)
                .min()
                .orElse(endNanos);
        return Math.min(endNanos, Math.min(ended, clients.endOfClientAfter(client, since)));
    }

    private void add(int client, long fromNanos, long toNanos, boolean asked) {
        if (fromNanos < toNanos) {
            idle.computeIfAbsent(client, c -> new ArrayList<>()).add(new Idle(fromNanos, toNanos, asked));
        }
    }

    /** A consumer that was idle and undisturbed for this long while an item waited; null if there is none. */
    @Nullable
    Evidence ignoring(ItemWait wait, long boundNanos) {
        for (Map.Entry<Integer, List<Idle>> entry : idle.entrySet()) {
            List<Idle> all = entry.getValue();
            UndisturbedTime time = undisturbed.get(entry.getKey());
            long earliest = wait.fromNanos() + boundNanos;
            for (int i = SortedSearch.firstAtOrAfter(all.size(), n -> all.get(n).toNanos(), earliest);
                    time != null && i < all.size() && all.get(i).fromNanos() < wait.toNanos();
                    i++) {
                Evidence found = ignoring(entry.getKey(), all.get(i), time, wait, boundNanos);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Evidence ignoring(
            int client, Idle idle, UndisturbedTime time, ItemWait wait, long boundNanos) {
        long to = Math.min(idle.toNanos(), wait.toNanos());
        long from = Math.max(wait.fromNanos(), idle.fromNanos());
        if (idle.asked()) {
            List<Interval> before = time.stretches(wait.fromNanos(), to);
            Interval last = before.isEmpty() ? null : before.get(before.size() - 1);
            if (idle.toNanos() > wait.toNanos() || last == null || last.toNanos() < to) {
                return null;
            }
            from = last.fromNanos();
        }
        long by = time.doneBy(from, boundNanos);
        return by <= to ? new Evidence(client, from, by) : null;
    }
}
