package dev.stampede.checker.checks.queue;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.QueueInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations on one queue, grouped by item. Immutable once built; O(n log n) in operations and attempts. */
final class QueueLog {
    private final String key;
    private final Map<String, QueueItem> items = new LinkedHashMap<>();
    private final List<Operation> dequeues = new ArrayList<>();
    private final List<Operation> consumes = new ArrayList<>();
    private final List<Operation> opensAndCloses = new ArrayList<>();

    private QueueLog(String key) {
        this.key = key;
    }

    /** The queues of a history with the requests for their items, computed once. */
    record All(List<QueueLog> queues, QueueRequests requests) {
        All {
            queues = List.copyOf(queues);
        }
    }

    /** The queues of a history in the order of their first operations. */
    static All of(History history) {
        return history.derived(All.class, QueueLog::read);
    }

    private static All read(History history) {
        Map<String, QueueLog> logs = new LinkedHashMap<>();
        for (Operation o : history.operations()) {
            if (o.key() != null && o.input() instanceof QueueInput input) {
                logs.computeIfAbsent(o.key(), QueueLog::new).add(o, input);
            }
        }
        Set<String> keys = new HashSet<>(logs.keySet());
        QueueRequests requests = new QueueRequests(history, keys);
        logs.values().forEach(log -> log.items.values().forEach(item -> item.complete(requests)));
        return new All(List.copyOf(logs.values()), requests);
    }

    private void add(Operation o, QueueInput input) {
        if (input instanceof QueueInput.Enqueue e) {
            item(e.item()).enqueued(o);
        } else if (input instanceof QueueInput.Consume e) {
            consumes.add(o);
            item(e.item()).delivered(o);
        } else if (input instanceof QueueInput.Remove e) {
            item(e.item()).removed(o);
        } else if (input instanceof QueueInput.Dequeue) {
            dequeues.add(o);
            if (o.output() instanceof OperationOutput.Taken taken) {
                item(taken.item()).delivered(o);
            }
        } else {
            opensAndCloses.add(o);
        }
    }

    private QueueItem item(String name) {
        return items.computeIfAbsent(name, QueueItem::new);
    }

    /** The path of the queue. */
    String key() {
        return key;
    }

    /** The items in the order of their first operations. */
    Collection<QueueItem> items() {
        return Collections.unmodifiableCollection(items.values());
    }

    List<Operation> dequeues() {
        return Collections.unmodifiableList(dequeues);
    }

    List<Operation> consumes() {
        return Collections.unmodifiableList(consumes);
    }

    /** The {@code open-queue} and {@code close-queue} operations, in the order of their invocation. */
    List<Operation> opensAndCloses() {
        return Collections.unmodifiableList(opensAndCloses);
    }
}
