package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that is added to and read.
 *
 * @param initial its value before the first operation
 */
public record Counter(Long initial) implements Model<Long, Counter.Input, Counter.Output> {

    /** What a client asks of a counter. */
    public sealed interface Input {}

    /** Adds to it; may be answered by the value after that. */
    public record Add(long delta) implements Input {
        @Override
        public String toString() {
            return "add " + delta;
        }
    }

    /** Asks for its value. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** What it answers. */
    public sealed interface Output {}

    /** Its value: to an {@link Add}, the one after it. */
    public record Value(long value) implements Output {
        @Override
        public String toString() {
            return "" + value;
        }
    }

    /** The answer that carries nothing. */
    public enum Done implements Output {
        ADDED;

        @Override
        public String toString() {
            return "ok";
        }
    }

    @Override
    public List<Long> step(Long state, Input input, @Nullable Output output) {
        long next = input instanceof Add add ? state + add.delta() : state;
        boolean fits = output instanceof Value value ? value.value() == next : output == null || input instanceof Add;
        return fits ? List.of(next) : List.of();
    }
}
