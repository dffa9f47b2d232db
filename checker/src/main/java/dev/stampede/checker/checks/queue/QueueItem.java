package dev.stampede.checker.checks.queue;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One item of a queue: its enqueue, the znodes that this created, its deliveries and its removals. */
final class QueueItem {
    private final String name;
    private final List<Operation> enqueues = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Operation> removals = new ArrayList<>();
    private List<Attempt> creates = List.of();
    private int priority;
    private long dueMillis;

    QueueItem(String name) {
        this.name = name;
    }

    void enqueued(Operation operation) {
        enqueues.add(operation);
    }

    void delivered(Operation operation) {
        deliveries.add(new Delivery(operation));
    }

    void removed(Operation operation) {
        removals.add(operation);
    }

    /** Ends the building: sorts the deliveries, and adds the creates of its enqueue that may have taken effect. */
    void complete(QueueRequests requests) {
        deliveries.sort(Comparator.comparingLong(Delivery::atNanos));
        Operation enqueue = enqueue();
        creates = enqueue == null ? List.of() : requests.creates(enqueue.number());
        if (enqueue != null && enqueue.input() instanceof QueueInput.Enqueue input) {
            priority = input.priority();
            dueMillis = input.dueMillis();
        }
    }

    String name() {
        return name;
    }

    /** The operation that enqueued it; null if there is none, or if there are several. */
    @Nullable
    Operation enqueue() {
        return enqueues.size() == 1 ? enqueues.get(0) : null;
    }

    /** Whether several operations enqueued it, so that its deliveries cannot be judged. */
    boolean ambiguous() {
        return enqueues.size() > 1;
    }

    /** Whether the item is certainly in the queue once its enqueue has completed. */
    boolean acknowledged() {
        Operation enqueue = enqueue();
        return enqueue != null && enqueue.completed() && enqueue.outcome() == Outcome.OK;
    }

    /** The priority; the item with the lowest number comes first. */
    int priority() {
        return priority;
    }

    /** The wall-clock time before which it must not be delivered, 0 for none. */
    long dueMillis() {
        return dueMillis;
    }

    /** In the order in which consumers received it. */
    List<Delivery> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    /** The {@code remove-item} operations of its id. */
    List<Operation> removals() {
        return Collections.unmodifiableList(removals);
    }

    /**
     * The creates of its enqueue that took effect or may have taken effect. More than one means that it was retried.
     */
    List<Attempt> creates() {
        return creates;
    }

    /** The create of its only znode; null if it is unknown, or if there may be several znodes. */
    @Nullable
    Attempt znode() {
        Attempt only = creates.size() == 1 ? creates.get(0) : null;
        return only != null && only.code() == ResultCode.OK && only.stat() != null && acknowledged() ? only : null;
    }

    boolean processed() {
        return deliveries.stream().anyMatch(d -> d.result() == Delivery.Result.PROCESSED);
    }

    /** Whether a {@code remove-item} reported that it removed the item. */
    boolean reportedRemoved() {
        return removals.stream()
                .anyMatch(o -> o.output() instanceof OperationOutput.WholeNumber count && count.value() > 0);
    }

    /** Whether a {@code remove-item} that did not report its result may have removed the item. */
    boolean maybeRemoved() {
        return removals.stream().anyMatch(o -> !o.completed() || o.outcome() == Outcome.INDETERMINATE);
    }
}
