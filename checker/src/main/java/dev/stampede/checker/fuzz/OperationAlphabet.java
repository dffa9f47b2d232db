package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Model;
import java.util.List;
import java.util.function.Function;

/**
 * A model with a few inputs and outputs, from which small random histories are made.
 *
 * @param inputs what a client, numbered from 0, may ask; what is listed twice is asked twice as often
 * @param outputs what may be answered to an input, right or wrong
 */
public record OperationAlphabet<S, I, O>(
        String name, Model<S, I, O> model, Function<Integer, List<I>> inputs, Function<I, List<O>> outputs) {
    @Override
    public String toString() {
        return name;
    }
}
