package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter: add and read.
 *
 * @param initial the value before the first operation
 */
public record Counter(Long initial) implements Model<Long, Counter.Input, Counter.Output> {

    /** An operation on a counter. */
    public sealed interface Input {}

    /** Adds to the counter; the output may be the value afterwards. */
    public record Add(long delta) implements Input {
        @Override
        public String toString() {
            return "add " + delta;
        }
    }

    /** Reads the value. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The value; for an {@link Add}, the value afterwards. */
    public record Value(long value) implements Output {
        @Override
        public String toString() {
            return "" + value;
        }
    }

    /** The result of an operation that returns no value. */
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
