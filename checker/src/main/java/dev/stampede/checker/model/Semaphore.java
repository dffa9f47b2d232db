package dev.stampede.checker.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore: its owners hold no more permits together than there are. Only who holds permits can release them.
 *
 * <p>Histories in which nobody knows the owners use one owner for everybody: then anybody can release any permit.
 *
 * @param permits how many may be held at once
 */
public record Semaphore(int permits)
        implements DeterministicModel<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output>,
                ProjectableModel<Map<Integer, Integer>, Semaphore.Input, Semaphore.Output> {

    public Semaphore {
        if (permits < 1) {
            throw new IllegalArgumentException("expected at least one permit, found " + permits);
        }
    }

    /** What a client asks of it. */
    public sealed interface Input {}

    /** Asks for permits. A blocking call that came back has {@link Done#GRANTED}. */
    public record Acquire(int owner, int permits) implements Input {
        @Override
        public String toString() {
            return "acquire " + (permits == 1 ? "" : permits + " ") + "by " + owner;
        }
    }

    /** Gives permits back. */
    public record Release(int owner, int permits) implements Input {
        @Override
        public String toString() {
            return "release " + (permits == 1 ? "" : permits + " ") + "by " + owner;
        }
    }

    /** Asks how many permits nobody holds. */
    public record Available() implements Input {
        @Override
        public String toString() {
            return "available";
        }
    }

    /** What it answers. */
    public sealed interface Output {}

    /** How many permits nobody holds. */
    public record Permits(int permits) implements Output {
        @Override
        public String toString() {
            return "" + permits;
        }
    }

    /** The answers that carry nothing. */
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

    /** What some owners did; that one was refused, and how many permits were left, may be because of others. */
    @Override
    public Optional<Seen<Input, Output>> seen(Input input, @Nullable Output output, Set<String> parts) {
        return output == Done.REFUSED ? Optional.empty() : seenIfNamed(input, output, parts);
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
