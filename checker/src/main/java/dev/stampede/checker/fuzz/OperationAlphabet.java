package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Model;
import java.util.List;
import java.util.function.Function;

/**
 * A model with a few inputs and outputs, from which small random histories are generated.
 *
 * @param inputs the inputs of a client, numbered from 0; an input that is listed twice is called twice as often
 * @param outputs the possible outputs of an input, right or wrong
 */
public record OperationAlphabet<S, I, O>(
        String name, Model<S, I, O> model, Function<Integer, List<I>> inputs, Function<I, List<O>> outputs) {
    @Override
    public String toString() {
        return name;
    }
}
