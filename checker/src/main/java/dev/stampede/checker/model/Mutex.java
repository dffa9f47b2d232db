package dev.stampede.checker.model;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock that at most one owner holds at a time. The owner of a reentrant lock may acquire it again, and must release
 * it the same number of times. Only the owner can release it.
 *
 * <p>A history without owners uses one owner for all clients; then any client can release the lock.
 *
 * @param reentry whether the owner may acquire the lock again
 */
public record Mutex(Mutex.Reentry reentry)
        implements DeterministicModel<Mutex.State, Mutex.Input, Mutex.Output>,
                ProjectableModel<Mutex.State, Mutex.Input, Mutex.Output> {

    /** Whether the owner may acquire a lock that it already holds. */
    public enum Reentry {
        REFUSED,
        GRANTED
    }

    /** The owner and the number of its holds; depth 0 is free. */
    public record State(int owner, int depth) {
        @Override
        public String toString() {
            return depth == 0 ? "free" : "held by " + owner + (depth == 1 ? "" : " \u00d7" + depth);
        }
    }

    /** An operation on a lock. */
    public sealed interface Input {}

    /** Acquires the lock. A blocking call that returned has the output {@link Output#GRANTED}. */
    public record Acquire(int owner) implements Input {
        @Override
        public String toString() {
            return "acquire by " + owner;
        }
    }

    /** Releases the lock. */
    public record Release(int owner) implements Input {
        @Override
        public String toString() {
            return "release by " + owner;
        }
    }

    /** Queries whether the lock is held. */
    public record IsHeld() implements Input {
        @Override
        public String toString() {
            return "is held";
        }
    }

    /** The result of an operation. */
    public enum Output {
        GRANTED,
        REFUSED,
        RELEASED,
        NOT_OWNER,
        HELD,
        FREE
    }

    private static final State UNHELD = new State(-1, 0);

    @Override
    public State initial() {
        return UNHELD;
    }

    @Override
    public Answer<State, Output> answer(State state, Input input) {
        if (input instanceof Acquire acquire) {
            boolean free = state.depth() == 0;
            boolean again = reentry == Reentry.GRANTED && state.owner() == acquire.owner();
            return free || again
                    ? new Answer<>(new State(acquire.owner(), state.depth() + 1), Output.GRANTED)
                    : new Answer<>(state, Output.REFUSED);
        }
        if (input instanceof Release release) {
            if (state.depth() == 0 || state.owner() != release.owner()) {
                return new Answer<>(state, Output.NOT_OWNER);
            }
            State next = state.depth() == 1 ? UNHELD : new State(state.owner(), state.depth() - 1);
            return new Answer<>(next, Output.RELEASED);
        }
        return new Answer<>(state, state.depth() == 0 ? Output.FREE : Output.HELD);
    }

    /** The owner. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Acquire acquire) {
            return Set.of("" + acquire.owner());
        }
        return input instanceof Release release ? Set.of("" + release.owner()) : Set.of();
    }

    /** Shows the operations of some owners. A refusal, or a lock that is held, may be due to another owner. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        if (output == Output.REFUSED || output == Output.HELD) {
            return Optional.empty();
        }
        return output == Output.FREE
                ? Optional.of(new Projected<>(input, output))
                : projectIfNamed(input, output, parts);
    }

    @Override
    public Shape<State> shape(Input input, @Nullable Output output) {
        if (input instanceof IsHeld && output != null) {
            return output == Output.FREE ? new Shape.Reads<>(UNHELD) : new Shape.Excludes<>(UNHELD);
        }
        if (reentry == Reentry.GRANTED) {
            return output == Output.REFUSED || output == Output.NOT_OWNER
                    ? new Shape.Observes<>()
                    : new Shape.Changes<>();
        }
        if (input instanceof Acquire acquire) {
            return output == Output.REFUSED
                    ? new Shape.Excludes<>(UNHELD)
                    : new Shape.Moves<>(UNHELD, new State(acquire.owner(), 1));
        }
        if (input instanceof Release release) {
            State held = new State(release.owner(), 1);
            return output == Output.NOT_OWNER ? new Shape.Excludes<>(held) : new Shape.Moves<>(held, UNHELD);
        }
        return new Shape.Changes<>();
    }
}
