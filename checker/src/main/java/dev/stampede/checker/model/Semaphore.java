package dev.stampede.checker.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore with a fixed number of permits. Only an owner of permits can release them.
 *
 * <p>A history without owners uses one owner for all clients; then any client can release any permit.
 *
 * @param permits the number of permits
 */
public record Semaphore(int permits)
        implements DeterministicModel<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output>,
                ProjectableModel<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output> {

    public Semaphore {
        if (permits < 1) {
            throw new IllegalArgumentException("expected at least one permit, found " + permits);
        }
    }

    /** An operation on a semaphore. */
    public sealed interface Input {}

    /** Acquires permits. A blocking call that returned has the output {@link Done#GRANTED}. */
    public record Acquire(int owner, int permits) implements Input {
        @Override
        public String toString() {
            return "acquire " + (permits == 1 ? "" : permits + " ") + "by " + owner;
        }
    }

    /** Releases permits. */
    public record Release(int owner, int permits) implements Input {
        @Override
        public String toString() {
            return "release " + (permits == 1 ? "" : permits + " ") + "by " + owner;
        }
    }

    /** Queries the number of free permits. */
    public record Available() implements Input {
        @Override
        public String toString() {
            return "available";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The number of free permits. */
    public record Permits(int permits) implements Output {
        @Override
        public String toString() {
            return "" + permits;
        }
    }

    /** The results without a value. */
    public enum Done implements Output {
        GRANTED,
        REFUSED,
        RELEASED,
        NOT_OWNER
    }

    @Override
    public Map<Integer, Integer> initial() {
        return Map.of();
    }

    /** The owner. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Acquire acquire) {
            return Set.of("" + acquire.owner());
        }
        return input instanceof Release release ? Set.of("" + release.owner()) : Set.of();
    }

    /** Shows the operations of some owners. A refusal, and the number of free permits, may be due to other owners. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        return output == Done.REFUSED ? Optional.empty() : projectIfNamed(input, output, parts);
    }

    @Override
    public Answer<Map<Integer, Integer>, Output> answer(Map<Integer, Integer> state, Input input) {
        int free = permits - state.values().stream().mapToInt(held -> held).sum();
        if (input instanceof Acquire acquire) {
            return acquire.permits() <= free
                    ? new Answer<>(with(state, acquire.owner(), acquire.permits()), Done.GRANTED)
                    : new Answer<>(state, Done.REFUSED);
        }
        if (input instanceof Release release) {
            return release.permits() <= state.getOrDefault(release.owner(), 0)
                    ? new Answer<>(with(state, release.owner(), -release.permits()), Done.RELEASED)
                    : new Answer<>(state, Done.NOT_OWNER);
        }
        return new Answer<>(state, new Permits(free));
    }

    private static Map<Integer, Integer> with(Map<Integer, Integer> state, int owner, int more) {
        Map<Integer, Integer> held = new TreeMap<>(state);
        held.merge(owner, more, (had, change) -> had + change == 0 ? null : had + change);
        return held;
    }

    @Override
    public String describe(Map<Integer, Integer> state) {
        return state.isEmpty() ? "free" : "held " + state;
    }
}
