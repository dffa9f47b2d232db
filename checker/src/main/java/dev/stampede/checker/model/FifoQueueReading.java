package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.ObjectKind.Reading;
import dev.stampede.checker.model.QueueModel.Done;
import java.util.Optional;
import java.util.Set;
import org.pcollections.PVector;

/**
 * How histories record a queue:
 *
 * <ul>
 *   <li>{@code enqueue}, {@code offer}, {@code put}, {@code push} or {@code send} of an item.
 *   <li>{@code dequeue}, {@code poll}, {@code take}, {@code pop} or {@code receive}. The result is the item, or nil if
 *       the queue was empty.
 * </ul>
 *
 * <p>A failed operation had no effect. With {@link ReadingOptions.FailedCas#OBSERVED}, a dequeue that failed with
 * {@code empty} observed an empty queue; otherwise it is omitted.
 */
final class FifoQueueReading {
    private FifoQueueReading() {}

    static final FunctionAliases ALIASES = FunctionAliases.none()
            .and("enqueue", "offer", "put", "push", "send", "enq")
            .and("dequeue", "poll", "take", "pop", "receive", "deq");

    private static final Set<String> FOUND_EMPTY = Set.of("empty", "queue-empty", "Empty", "NoSuchElement");

    static ObjectKind<PVector<String>, QueueModel.Input, QueueModel.Output> kind() {
        return new ObjectKind<>(
                "fifo-queue",
                "a queue, initially empty (enqueue, offer, put; dequeue, poll, take, which return nil if it is empty)",
                ALIASES.names(),
                readingOptions -> new FifoQueue(),
                FifoQueueReading::read);
    }

    private static Optional<Reading<QueueModel.Input, QueueModel.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        return attempt(call, readingOptions).map(attempt -> switch (attempt) {
            case ENQUEUED -> new Reading<>(new QueueModel.Enqueue(enqueued(call).text()), Done.ENQUEUED);
            case TAKEN ->
                new Reading<>(
                        new QueueModel.Dequeue(),
                        new QueueModel.Item(call.result().text()));
            case EMPTY -> new Reading<>(new QueueModel.Dequeue(), Done.EMPTY);
        });
    }

    /**
     * What a recorded operation on a queue did. An indeterminate dequeue is TAKEN or EMPTY; the model ignores which.
     */
    enum Attempt {
        ENQUEUED,
        TAKEN,
        EMPTY
    }

    /** What an operation on any kind of queue did; empty if it contains no observation. */
    static Optional<Attempt> attempt(RecordedCall call, ReadingOptions readingOptions) {
        boolean failed = call.outcome() == Outcome.FAILED;
        if (ALIASES.meaning(call.function()).equals("enqueue")) {
            boolean refused = call.result().text().equals("false") && call.outcome() == Outcome.OK;
            return failed || refused ? Optional.empty() : Optional.of(Attempt.ENQUEUED);
        }
        if (failed) {
            return readingOptions.failedCas() == ReadingOptions.FailedCas.OBSERVED
                            && FOUND_EMPTY.contains(LockAttempt.word(call.result()))
                    ? Optional.of(Attempt.EMPTY)
                    : Optional.empty();
        }
        return Optional.of(call.result().isNil() ? Attempt.EMPTY : Attempt.TAKEN);
    }

    /** The item of an enqueue: its argument, or its result if it has no argument. */
    static EdnValue enqueued(RecordedCall call) {
        return call.argument().isNil() ? call.result() : call.argument();
    }
}
