package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A queue without bound, at first empty: what was enqueued first is dequeued first. */
public record FifoQueue()
        implements DeterministicModel<PVector<String>, FifoQueue.Input, FifoQueue.Output>,
                ProjectableModel<PVector<String>, FifoQueue.Input, FifoQueue.Output> {

    /** What a client asks of a queue. */
    public sealed interface Input {}

    /** Adds an item at the end. */
    public record Enqueue(String item) implements Input {
        @Override
        public String toString() {
            return "enqueue " + item;
        }
    }

    /** Takes the first item, if there is one. */
    public record Dequeue() implements Input {
        @Override
        public String toString() {
            return "dequeue";
        }
    }

    /** What it answers. */
    public sealed interface Output {}

    /** The item that was taken. */
    public record Item(String item) implements Output {
        @Override
        public String toString() {
            return item;
        }
    }

    /** The answers that carry no item. */
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

    /** The item; a dequeue that found none, or of which nobody knows what it found, names none. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Enqueue enqueue) {
            return Set.of(enqueue.item());
        }
        return output instanceof Item taken ? Set.of(taken.item()) : Set.of();
    }

    /** The order of some items is what it is among all; a queue that is empty holds none of them. */
    @Override
    public Optional<Seen<Input, Output>> seen(Input input, @Nullable Output output, Set<String> parts) {
        return input instanceof Dequeue && !(output instanceof Item)
                ? Optional.of(new Seen<>(input, output))
                : seenIfNamed(input, output, parts);
    }

    @Override
    public long weigh(PVector<String> state) {
        return 64 + 8L * state.size();
    }
}
