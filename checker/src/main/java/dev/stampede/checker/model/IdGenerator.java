package dev.stampede.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * Generates ids, each at most once, in any order. If the result of an operation is unknown, the model assumes a unique
 * id that no other operation returns, because the supply of ids is unlimited.
 */
public record IdGenerator() implements ProjectableModel<PSet<String>, IdGenerator.Input, IdGenerator.Output> {

    /** The only operation. */
    public enum Input {
        GENERATE;

        @Override
        public String toString() {
            return "generate";
        }
    }

    /** The id. */
    public record Output(String id) {
        @Override
        public String toString() {
            return id;
        }
    }

    @Override
    public PSet<String> initial() {
        return HashTreePSet.empty();
    }

    @Override
    public List<PSet<String>> step(PSet<String> state, Input input, @Nullable Output output) {
        if (output == null) {
            return List.of(state);
        }
        if (state.contains(output.id())) {
            return List.of();
        }
        return List.of(state.plus(output.id()));
    }

    /** The id. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        return output == null ? Set.of() : Set.of(output.id());
    }

    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        return projectIfNamed(input, output, parts);
    }

    @Override
    public String describe(PSet<String> state) {
        return state.size() + " ids generated";
    }

    @Override
    public long weigh(PSet<String> state) {
        return 64 + 16L * state.size();
    }
}
