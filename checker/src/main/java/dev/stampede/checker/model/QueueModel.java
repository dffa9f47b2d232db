package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue, initially empty; implementations define the order in which items are dequeued.
 *
 * <p>Its parts are the items. Projection preserves their order, and an empty queue is empty for every subset of the
 * items.
 *
 * @param <S> the state
 */
public interface QueueModel<S> extends ProjectableModel<S, QueueModel.Input, QueueModel.Output> {

    /** An operation on a queue. */
    sealed interface Input {}

    /**
     * Adds an item.
     *
     * @param priority lower numbers come first; 0 in queues without priorities
     */
    record Enqueue(String item, int priority) implements Input {
        /** An item without a priority. */
        public Enqueue(String item) {
            this(item, 0);
        }

        @Override
        public String toString() {
            return "enqueue " + item + (priority == 0 ? "" : " with priority " + priority);
        }
    }

    /** Removes the first item, if there is one. */
    record Dequeue() implements Input {
        @Override
        public String toString() {
            return "dequeue";
        }
    }

    /** The result of an operation. */
    sealed interface Output {}

    /** The item that was removed. */
    record Item(String item) implements Output {
        @Override
        public String toString() {
            return item;
        }
    }

    /** The results without an item. */
    enum Done implements Output {
        ENQUEUED("ok"),
        EMPTY("empty");

        private final String words;

        Done(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The item. A dequeue that found the queue empty, or whose result is unknown, has none. */
    @Override
    default Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Enqueue enqueue) {
            return Set.of(enqueue.item());
        }
        return output instanceof Item taken ? Set.of(taken.item()) : Set.of();
    }

    @Override
    default Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        return input instanceof Dequeue && !(output instanceof Item)
                ? Optional.of(new Projected<>(input, output))
                : projectIfNamed(input, output, parts);
    }
}
