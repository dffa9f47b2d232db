package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * A register with read, write and compare-and-set. Values are strings; {@link #NIL} stands for no value.
 *
 * <p>Its records implement {@code equals} and {@code hashCode} by hand: the generated methods are linked at their first
 * call, which alone takes longer than deciding a short history.
 *
 * @param initial the value before the first operation
 */
public record Register(String initial) implements DeterministicModel<String, Register.Input, Register.Output> {

    /** The value that stands for no value. */
    public static final String NIL = "nil";

    /** An operation on a register. */
    public sealed interface Input {}

    /** Reads the value. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "read";
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Read;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    /** Replaces the value. */
    public record Write(String value) implements Input {
        @Override
        public String toString() {
            return "write " + value;
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Write other && value.equals(other.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** Replaces the value if it equals the expected one. */
    public record CompareAndSet(String expected, String next) implements Input {
        @Override
        public String toString() {
            return "cas " + expected + " " + next;
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof CompareAndSet other && expected.equals(other.expected) && next.equals(other.next);
        }

        @Override
        public int hashCode() {
            return 31 * expected.hashCode() + next.hashCode();
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The value that was read. */
    public record Value(String value) implements Output {
        @Override
        public String toString() {
            return value;
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Value other && value.equals(other.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** The results without a value. */
    public enum Done implements Output {
        WRITTEN("ok"),
        SWAPPED("ok"),
        MISMATCHED("another value");

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
    public Answer<String, Output> answer(String state, Input input) {
        if (input instanceof Write write) {
            return new Answer<>(write.value(), Done.WRITTEN);
        }
        if (input instanceof CompareAndSet cas) {
            return cas.expected().equals(state)
                    ? new Answer<>(cas.next(), Done.SWAPPED)
                    : new Answer<>(state, Done.MISMATCHED);
        }
        return new Answer<>(state, new Value(state));
    }

    @Override
    public Shape<String> shape(Input input, @Nullable Output output) {
        if (input instanceof Write write && (output == null || output == Done.WRITTEN)) {
            return new Shape.Overwrites<>(write.value());
        }
        if (input instanceof CompareAndSet cas && output != Done.WRITTEN && !(output instanceof Value)) {
            return shape(cas, output);
        }
        if (input instanceof Read && output == null) {
            return new Shape.Observes<>();
        }
        return input instanceof Read && output instanceof Value found
                ? new Shape.Reads<>(found.value())
                : new Shape.Changes<>();
    }

    private static Shape<String> shape(CompareAndSet cas, @Nullable Output output) {
        if (output == Done.MISMATCHED) {
            return new Shape.Excludes<>(cas.expected());
        }
        return cas.expected().equals(cas.next())
                ? new Shape.Reads<>(cas.next())
                : new Shape.Moves<>(cas.expected(), cas.next());
    }

    @Override
    public String describe(Input input, @Nullable Output output) {
        return output instanceof Done done && done != Done.MISMATCHED
                ? input.toString()
                : DeterministicModel.super.describe(input, output);
    }
}
