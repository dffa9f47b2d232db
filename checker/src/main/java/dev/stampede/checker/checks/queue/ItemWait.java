package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A time in which an item was in its queue and available to consumers.
 *
 * @param fromNanos when its enqueue was acknowledged and its delay was over, or when its last consumer failed
 * @param toNanos when a consumer received it, or when its znode was gone; {@link Operation#OPEN} if it stayed
 * @param redelivery whether a consumer had received it before
 */
record ItemWait(QueueItem item, long fromNanos, long toNanos, boolean redelivery) {

    /**
     * The waits of an item whose enqueue was acknowledged, in chronological order.
     *
     * @param dueNanos when its delay ends, in nanoseconds since the run began; 0 for none
     */
    static List<ItemWait> of(
            QueueItem item, long dueNanos, boolean atLeastOnce, RemainingZnodes remaining, ClientTimeline clients) {
        Operation enqueue = Objects.requireNonNull(item.enqueue());
        long from = Math.max(enqueue.completedNanos(), dueNanos);
        List<ItemWait> waits = new ArrayList<>();
        long end = withdrawn(item);
        Attempt znode = item.znode();
        if (znode != null && !atLeastOnce) {
            end = Math.min(end, remaining.existedUntilNanos(znode));
        }
        for (Delivery d : item.deliveries()) {
            add(waits, new ItemWait(item, from, Math.min(end, d.atNanos()), !waits.isEmpty()));
            if (!atLeastOnce || d.result() == Delivery.Result.PROCESSED) {
                return waits;
            }
            from = Math.max(from, failed(d, clients));
        }
        add(waits, new ItemWait(item, from, end, !item.deliveries().isEmpty()));
        return waits;
    }

    private static void add(List<ItemWait> waits, ItemWait wait) {
        if (wait.fromNanos() < wait.toNanos()) {
            waits.add(wait);
        }
    }

    /** When a removal of the item may have begun to take effect. */
    private static long withdrawn(QueueItem item) {
        return item.removals().stream()
                .mapToLong(Operation::invokedNanos)
                .min()
                .orElse(Operation.OPEN);
    }

    /** When a consumer certainly no longer worked on the item. */
    private static long failed(Delivery d, ClientTimeline clients) {
        return d.operation().completed()
                ? d.operation().completedNanos()
                : clients.endOfClientAfter(d.client(), d.atNanos());
    }
}
