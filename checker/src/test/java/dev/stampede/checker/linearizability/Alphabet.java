package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import java.util.List;
import java.util.function.Function;

/** A model with a few inputs and outputs, from which small random histories are made. */
record Alphabet<S, I, O>(
        String name, Model<S, I, O> model, Function<Integer, List<I>> inputs, Function<I, List<O>> outputs) {
    @Override
    public String toString() {
        return name;
    }
}
