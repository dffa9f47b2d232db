package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** An unbounded queue, initially empty: the item that was enqueued first is dequeued first. */
public record FifoQueue()
        implements DeterministicModel<PVector<String>, FifoQueue.Input, FifoQueue.Output>,
                ProjectableModel<PVector<String>, FifoQueue.Input, FifoQueue.Output> {

    /** An operation on a queue. */
    public sealed interface Input {}

    /** Adds an item at the end. */
    public record Enqueue(String item) implements Input {
        @Override
        public String toString() {
            return "enqueue " + item;
        }
    }

    /** Removes the first item, if there is one. */
    public record Dequeue() implements Input {
        @Override
        public String toString() {
            return "dequeue";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The item that was removed. */
    public record Item(String item) implements Output {
        @Override
        public String toString() {
            return item;
        }
    }

    /** The results without an item. */
    public enum Done implements Output {
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

    @Override
    public PVector<String> initial() {
        return TreePVector.empty();
    }

    @Override
    public Answer<PVector<String>, Output> answer(PVector<String> state, Input input) {
        if (input instanceof Enqueue enqueue) {
            return new Answer<>(state.plus(enqueue.item()), Done.ENQUEUED);
        }
        return state.isEmpty() ? new Answer<>(state, Done.EMPTY) : new Answer<>(state.minus(0), new Item(state.get(0)));
    }

    /** The item. A dequeue that found the queue empty, or whose result is unknown, has none. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Enqueue enqueue) {
            return Set.of(enqueue.item());
        }
        return output instanceof Item taken ? Set.of(taken.item()) : Set.of();
    }

    /** Projection preserves the order of items, and an empty queue is empty for every subset of the items. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        return input instanceof Dequeue && !(output instanceof Item)
                ? Optional.of(new Projected<>(input, output))
                : projectIfNamed(input, output, parts);
    }

    @Override
    public long weigh(PVector<String> state) {
        return 64 + 8L * state.size();
    }
}
