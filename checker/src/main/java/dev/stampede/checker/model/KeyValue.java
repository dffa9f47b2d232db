package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/** The string under one key of a store, initially empty: read, replaced and appended to. */
public record KeyValue() implements DeterministicModel<String, KeyValue.Input, KeyValue.Output> {

    /** An operation on the store. */
    public sealed interface Input {}

    /** Reads the string. */
    public record Get() implements Input {
        @Override
        public String toString() {
            return "get";
        }
    }

    /** Replaces the string. */
    public record Put(String text) implements Input {
        @Override
        public String toString() {
            return "put \"" + text + "\"";
        }
    }

    /** Appends to the string. */
    public record Append(String text) implements Input {
        @Override
        public String toString() {
            return "append \"" + text + "\"";
        }
    }

    /** The string that was read; empty for an operation that returns none. */
    public record Output(String text) {
        @Override
        public String toString() {
            return "\"" + text + "\"";
        }
    }

    /** The result of an operation that returns no string. */
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

    /** Without a put, a string can only grow at its end. */
    @Override
    public boolean mayLead(String from, String to) {
        return to.startsWith(from);
    }
}
