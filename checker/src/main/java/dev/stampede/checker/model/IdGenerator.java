package dev.stampede.checker.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives out ids, none of them twice, and is free to choose any other. An id that nobody was told is taken to be one that
 * nobody else gets: there are always more of them.
 */
public record IdGenerator() implements Divisible<Set<String>, IdGenerator.Input, IdGenerator.Output> {

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
    public Set<String> initial() {
        return Set.of();
    }

    @Override
    public List<Set<String>> step(Set<String> state, Input input, @Nullable Output output) {
        if (output == null) {
            return List.of(state);
        }
        if (state.contains(output.id())) {
            return List.of();
        }
        Set<String> more = new HashSet<>(state);
        more.add(output.id());
        return List.of(Set.copyOf(more));
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
    public String describe(Set<String> state) {
        return state.size() + " ids given";
    }

    @Override
    public long weigh(Set<String> state) {
        return 64 + 16L * state.size();
    }
}
