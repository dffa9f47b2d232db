package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model with another initial state. */
public record ModelStartingAt<S, I, O>(Model<S, I, O> model, S initial) implements Model<S, I, O> {

    @Override
    public List<S> step(S state, I input, @Nullable O output) {
        return model.step(state, input, output);
    }

    @Override
    public Shape<S> shape(I input, @Nullable O output) {
        return model.shape(input, output);
    }

    @Override
    public boolean mayLead(S from, S to) {
        return model.mayLead(from, to);
    }

    @Override
    public String describe(I input, @Nullable O output) {
        return model.describe(input, output);
    }

    @Override
    public String describe(S state) {
        return model.describe(state);
    }

    @Override
    public long weigh(S state) {
        return model.weigh(state);
    }
}
