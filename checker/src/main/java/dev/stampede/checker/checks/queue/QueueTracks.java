package dev.stampede.checker.checks.queue;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The queues over time, with some lanes each: the number of items that wait, the age of the oldest one, the deliveries
 * per second, and lanes for items that were delivered again or never, if there are any.
 */
final class QueueTracks {
    private static final long STEP_NANOS = 500_000_000L;

    private QueueTracks() {}

    static List<Track> of(History history) {
        TrackBuilder drawing = TrackBuilder.of("Queues");
        long end = history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
        List<QueueLog> logs = new ArrayList<>(QueueLog.of(history).queues());
        logs.sort(Comparator.comparing(QueueLog::key));
        for (QueueLog log : logs) {
            String name = log.key().substring(log.key().lastIndexOf('/') + 1);
            waiting(drawing, name, log, end);
            delivered(drawing, name, log);
            redeliveriesAndLosses(drawing, name, log, end);
        }
        return List.of(drawing.track());
    }

    /** The time from the acknowledgement of an enqueue to the first delivery. */
    private record Wait(long fromNanos, long toNanos) {}

    private static void waiting(TrackBuilder drawing, String name, QueueLog log, long end) {
        List<Wait> waits = new ArrayList<>();
        for (QueueItem item : log.items()) {
            Operation enqueue = item.enqueue();
            if (enqueue != null && item.acknowledged()) {
                long to = item.deliveries().isEmpty()
                        ? Operation.OPEN
                        : item.deliveries().get(0).atNanos();
                waits.add(new Wait(enqueue.completedNanos(), Math.max(to, enqueue.completedNanos())));
            }
        }
        waits.sort(Comparator.comparingLong(Wait::fromNanos));
        TreeMap<Long, Integer> waiting = new TreeMap<>();
        List<Wait> byEnd = new ArrayList<>(waits);
        byEnd.sort(Comparator.comparingLong(Wait::toNanos));
        int begun = 0;
        int ended = 0;
        int count = 0;
        for (long at = STEP_NANOS; at <= end; at += STEP_NANOS) {
            while (begun < waits.size() && waits.get(begun).fromNanos() <= at) {
                waiting.merge(waits.get(begun++).fromNanos(), 1, Integer::sum);
                count++;
            }
            while (ended < byEnd.size() && byEnd.get(ended).toNanos() <= at) {
                Wait over = byEnd.get(ended++);
                waiting.computeIfPresent(over.fromNanos(), (from, n) -> n == 1 ? null : n - 1);
                count--;
            }
            double oldest = waiting.isEmpty() ? 0 : (at - waiting.firstKey()) / 1e9;
            drawing.point(name + " items waiting", "", Severity.QUIET, (double) count, at);
            drawing.point(name + " oldest item (s)", "", Severity.QUIET, oldest, at);
        }
    }

    private static void delivered(TrackBuilder drawing, String name, QueueLog log) {
        TreeMap<Long, Integer> byStep = new TreeMap<>();
        log.items().forEach(item -> item.deliveries()
                .forEach(d -> byStep.merge(d.atNanos() / STEP_NANOS, 1, Integer::sum)));
        if (byStep.isEmpty()) {
            return;
        }
        for (long step = byStep.firstKey(); step <= byStep.lastKey(); step++) {
            double perSecond = byStep.getOrDefault(step, 0) * (1e9 / STEP_NANOS);
            drawing.point(name + " deliveries/s", "", Severity.QUIET, perSecond, step * STEP_NANOS + STEP_NANOS / 2);
        }
    }

    private static void redeliveriesAndLosses(TrackBuilder drawing, String name, QueueLog log, long end) {
        for (QueueItem item : log.items()) {
            List<Delivery> all = item.deliveries();
            for (int i = 1; i < all.size(); i++) {
                String label = item.name() + " to client " + all.get(i).client();
                drawing.point(
                        name + " delivered again",
                        label,
                        Severity.NOTICE,
                        null,
                        all.get(i).atNanos());
            }
            Operation enqueue = item.enqueue();
            if (enqueue != null && item.acknowledged() && all.isEmpty() && enqueue.completedNanos() < end) {
                drawing.span(name + " not delivered", item.name(), Severity.NOTICE, enqueue.completedNanos(), end);
            }
        }
    }
}
