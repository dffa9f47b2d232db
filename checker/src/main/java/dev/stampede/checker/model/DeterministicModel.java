package dev.stampede.checker.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that gives exactly one answer to an input in a state. */
public interface DeterministicModel<S, I, O> extends Model<S, I, O> {

    /** The one answer, and the state after it. */
    Answer<S, O> answer(S state, I input);

    @Override
    default List<S> step(S state, I input, @Nullable O output) {
        Answer<S, O> answer = answer(state, input);
        return output == null || answer.output().equals(output) ? List.of(answer.state()) : List.of();
    }

    /** What an input led to. */
    record Answer<S, O>(S state, O output) {}
}
