package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * The text under one key of a store, at first empty: it is read, replaced and appended to.
 */
public record KeyValue() implements DeterministicModel<String, KeyValue.Input, KeyValue.Output> {

    /** What a client asks of the store. */
    public sealed interface Input {}

    /** Asks for a text. */
    public record Get() implements Input {
        @Override
        public String toString() {
            return "get";
        }
    }

    /** Replaces a text. */
    public record Put(String text) implements Input {
        @Override
        public String toString() {
            return "put \"" + text + "\"";
        }
    }

    /** Adds to the end of a text. */
    public record Append(String text) implements Input {
        @Override
        public String toString() {
            return "append \"" + text + "\"";
        }
    }

    /** The text that was found; empty for an answer that carries none. */
    public record Output(String text) {
        @Override
        public String toString() {
            return "\"" + text + "\"";
        }
    }

    /** The answer that carries no text. */
    public static final Output DONE = new Output("");

    @Override
    public String initial() {
        return "";
    }

    @Override
    public Answer<String, Output> answer(String state, Input input) {
        if (input instanceof Put put) {
            return new Answer<>(put.text(), DONE);
        }
        if (input instanceof Append append) {
            return new Answer<>(state + append.text(), DONE);
        }
        return new Answer<>(state, new Output(state));
    }

    @Override
    public Shape<String> shape(Input input, @Nullable Output output) {
        if (input instanceof Put put && (output == null || output.equals(DONE))) {
            return new Shape.Overwrites<>(put.text());
        }
        if (input instanceof Append && (output == null || output.equals(DONE))) {
            return new Shape.Adds<>();
        }
        return input instanceof Get && output != null ? new Shape.Reads<>(output.text()) : new Shape.Changes<>();
    }

    @Override
    public String describe(Input input, @Nullable Output output) {
        return input instanceof Get ? DeterministicModel.super.describe(input, output) : input.toString();
    }

    @Override
    public String describe(String state) {
        return '"' + state + '"';
    }

    /** A text is only appended to. */
    @Override
    public boolean mayLead(String from, String to) {
        return to.startsWith(from);
    }
}
