package dev.stampede.checker.checks.queue;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;

/**
 * One delivery of an item to a consumer.
 *
 * @param operation a {@code dequeue} that returned the item, or the {@code consume} of the item
 */
record Delivery(Operation operation) {
    /** What the consumer did with the item. */
    enum Result {
        PROCESSED,
        REJECTED,
        /** The consumer was interrupted, its process ended, or it had not finished when the history ended. */
        CUT
    }

    int client() {
        return operation.client();
    }

    boolean calledBack() {
        return operation.input() instanceof QueueInput.Consume;
    }

    /** When the consumer received the item. */
    long atNanos() {
        return calledBack() ? operation.invokedNanos() : operation.completedNanos();
    }

    Result result() {
        if (!operation.completed() || operation.outcome() == Outcome.INDETERMINATE) {
            return Result.CUT;
        }
        return operation.outcome() == Outcome.OK ? Result.PROCESSED : Result.REJECTED;
    }
}
