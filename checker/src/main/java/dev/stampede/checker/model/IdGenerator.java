package dev.stampede.checker.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * Gives out ids, none of them twice, and is free to choose any other. An id that nobody was told is taken to be one that
 * nobody else gets: there are always more of them.
 */
public record IdGenerator() implements ProjectableModel<PSet<String>, IdGenerator.Input, IdGenerator.Output> {

    /** The one thing that a client can ask for. */
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
    public Optional<Seen<Input, Output>> seen(Input input, @Nullable Output output, Set<String> parts) {
        return seenIfNamed(input, output, parts);
    }

    @Override
    public String describe(PSet<String> state) {
        return state.size() + " ids given";
    }

    @Override
    public long weigh(PSet<String> state) {
        return 64 + 16L * state.size();
    }
}
