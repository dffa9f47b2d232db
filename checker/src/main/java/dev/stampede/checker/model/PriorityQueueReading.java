package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.model.ObjectKind.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcollections.PBag;

/**
 * How histories record queues with priorities, and queues without order: with the functions and results of {@link
 * FifoQueueReading}. The argument of an enqueue is {@code [item priority]}, {@code item priority N}, a number that is
 * both item and priority, or any other item, which has the priority 0. A queue without order ignores priorities.
 */
final class PriorityQueueReading {
    private PriorityQueueReading() {}

    private static final Pattern LABELLED = Pattern.compile("(\\S+) priority (-?\\d{1,9})");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

    static ObjectKind<PBag<QueueModel.Enqueue>, QueueModel.Input, QueueModel.Output> prioritised() {
        return kind(
                "priority-queue",
                "a queue with priorities, initially empty (enqueue of [item priority]; dequeue returns an item of the"
                        + " lowest number, or nil)",
                PriorityQueueReading::prioritised);
    }

    static ObjectKind<PBag<QueueModel.Enqueue>, QueueModel.Input, QueueModel.Output> unordered() {
        return kind(
                "unordered-queue",
                "a queue without order, initially empty (enqueue; dequeue returns any of its items, or nil)",
                value -> new QueueModel.Enqueue(prioritised(value).item(), 0));
    }

    private static ObjectKind<PBag<QueueModel.Enqueue>, QueueModel.Input, QueueModel.Output> kind(
            String name, String description, Function<EdnValue, QueueModel.Enqueue> argument) {
        return new ObjectKind<>(
                name,
                description,
                FifoQueueReading.ALIASES.names(),
                readingOptions -> new PriorityQueue(),
                (call, readingOptions) -> read(call, readingOptions, argument));
    }

    private static QueueModel.Enqueue prioritised(EdnValue value) {
        if (value instanceof EdnValue.Items) {
            List<EdnValue> pair = EdnArguments.pair(value, "an item and its priority");
            return new QueueModel.Enqueue(
                    pair.get(0).text(), EdnArguments.number(pair.get(1), "a whole number as priority"));
        }
        String text = value.text();
        Matcher labelled = LABELLED.matcher(text);
        if (labelled.matches()) {
            return new QueueModel.Enqueue(labelled.group(1), Integer.parseInt(labelled.group(2)));
        }
        return new QueueModel.Enqueue(text, NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0);
    }

    private static Optional<Reading<QueueModel.Input, QueueModel.Output>> read(
            RecordedCall call, ReadingOptions readingOptions, Function<EdnValue, QueueModel.Enqueue> argument) {
        return FifoQueueReading.attempt(call, readingOptions).map(attempt -> switch (attempt) {
            case ENQUEUED -> new Reading<>(argument.apply(FifoQueueReading.enqueued(call)), QueueModel.Done.ENQUEUED);
            case TAKEN ->
                new Reading<>(
                        new QueueModel.Dequeue(),
                        new QueueModel.Item(call.result().text()));
            case EMPTY -> new Reading<>(new QueueModel.Dequeue(), QueueModel.Done.EMPTY);
        });
    }
}
