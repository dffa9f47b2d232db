package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model in which every input has exactly one possible output in each state. */
public interface DeterministicModel<S, I, O> extends Model<S, I, O> {

    /** The output, and the state afterwards. */
    Answer<S, O> answer(S state, I input);

    @Override
    default List<S> step(S state, I input, @Nullable O output) {
        Answer<S, O> answer = answer(state, input);
        return output == null || answer.output().equals(output) ? List.of(answer.state()) : List.of();
    }

    /** The output of an input, and the state afterwards. */
    record Answer<S, O>(S state, O output) {}
}
