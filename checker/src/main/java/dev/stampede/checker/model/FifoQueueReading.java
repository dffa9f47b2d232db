package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.model.FifoQueue.Done;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.Optional;
import java.util.Set;
import org.pcollections.PVector;

/**
 * How histories record a queue: {@code enqueue}, {@code offer}, {@code put}, {@code push} or {@code send} of an item;
 * {@code dequeue}, {@code poll}, {@code take}, {@code pop} or {@code receive}, with the item as the result, or nil if
 * the queue was empty. A failed operation had no effect; where failures are observations, a dequeue that failed with
 * {@code empty} found the queue empty.
 */
final class FifoQueueReading {
    private FifoQueueReading() {}

    private static final FunctionAliases SPELLINGS = FunctionAliases.none()
            .and("enqueue", "offer", "put", "push", "send", "enq")
            .and("dequeue", "poll", "take", "pop", "receive", "deq");

    private static final Set<String> EMPTY = Set.of("empty", "queue-empty", "Empty", "NoSuchElement");

    static ObjectKind<PVector<String>, FifoQueue.Input, FifoQueue.Output> kind() {
        return new ObjectKind<>(
                "fifo-queue",
                "a queue, initially empty (enqueue, offer, put; dequeue, poll, take, which return nil if it is empty)",
                SPELLINGS.names(),
                readingOptions -> new FifoQueue(),
                FifoQueueReading::read);
    }

    private static Optional<Reading<FifoQueue.Input, FifoQueue.Output>> read(
            RecordedCall call, ReadingOptions readingOptions) {
        boolean failed = call.outcome() == Outcome.FAILED;
        if (SPELLINGS.meaning(call.function()).equals("enqueue")) {
            boolean refused = call.result().text().equals("false") && call.outcome() == Outcome.OK;
            EdnValue item = call.argument().isNil() ? call.result() : call.argument();
            return failed || refused
                    ? Optional.empty()
                    : Optional.of(new Reading<>(new FifoQueue.Enqueue(item.text()), Done.ENQUEUED));
        }
        if (failed) {
            return readingOptions.failedCas() == ReadingOptions.FailedCas.OBSERVED
                            && EMPTY.contains(LockAttempt.word(call.result()))
                    ? Optional.of(new Reading<>(new FifoQueue.Dequeue(), Done.EMPTY))
                    : Optional.empty();
        }
        FifoQueue.Output output = call.result().isNil()
                ? Done.EMPTY
                : new FifoQueue.Item(call.result().text());
        return Optional.of(new Reading<>(new FifoQueue.Dequeue(), output));
    }
}
