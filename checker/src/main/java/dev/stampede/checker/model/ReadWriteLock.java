package dev.stampede.checker.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many readers or one writer hold at a time. A reader may hold it several times; a writer cannot write-lock
 * it again. Only a holder can release it.
 *
 * <p>A history without owners uses one owner for all clients; then any client can release the lock.
 *
 * @param downgrade whether the writer may also read-lock it
 */
public record ReadWriteLock(ReadWriteLock.Downgrade downgrade)
        implements DeterministicModel<ReadWriteLock.State, ReadWriteLock.Input, ReadWriteLock.Output>,
                ProjectableModel<ReadWriteLock.State, ReadWriteLock.Input, ReadWriteLock.Output> {

    /** Whether the writer may hold a read lock in addition to its write lock. */
    public enum Downgrade {
        REFUSED,
        GRANTED
    }

    /** The kind of lock. */
    public enum Mode {
        READ,
        WRITE
    }

    /** Stands for no writer. */
    public static final int NOBODY = -1;

    /** The writer, and the number of holds of each reader. */
    public record State(int writer, Map<Integer, Integer> readers) {
        public State {
            readers = Map.copyOf(readers);
        }

        @Override
        public String toString() {
            String writing = writer == NOBODY ? "" : "write-locked by " + writer;
            String reading = readers.isEmpty() ? "" : "read-locked by " + new TreeMap<>(readers).keySet();
            return writing.isEmpty() && reading.isEmpty()
                    ? "free"
                    : writing + (writing.isEmpty() || reading.isEmpty() ? "" : " and ") + reading;
        }
    }

    /** An operation on the lock. */
    public sealed interface Input {
        Mode mode();

        int owner();
    }

    /** Acquires one of the locks. A blocking call that returned has the output {@link Output#GRANTED}. */
    public record Lock(Mode mode, int owner) implements Input {
        @Override
        public String toString() {
            return (mode == Mode.READ ? "read-lock by " : "write-lock by ") + owner;
        }
    }

    /** Releases one of the locks. */
    public record Unlock(Mode mode, int owner) implements Input {
        @Override
        public String toString() {
            return (mode == Mode.READ ? "read-unlock by " : "write-unlock by ") + owner;
        }
    }

    /** The result of an operation. */
    public enum Output {
        GRANTED,
        REFUSED,
        RELEASED,
        NOT_OWNER
    }

    @Override
    public State initial() {
        return new State(NOBODY, Map.of());
    }

    /** The owner. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        return Set.of("" + input.owner());
    }

    /** Keeps the operations of these owners, except refusals, which another owner may have caused. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        return output == Output.REFUSED ? Optional.empty() : projectIfNamed(input, output, parts);
    }

    @Override
    public Answer<State, Output> answer(State state, Input input) {
        if (input instanceof Lock lock) {
            return admits(state, lock)
                    ? new Answer<>(locked(state, lock), Output.GRANTED)
                    : new Answer<>(state, Output.REFUSED);
        }
        boolean owns = input.mode() == Mode.WRITE
                ? state.writer() == input.owner()
                : state.readers().containsKey(input.owner());
        return owns ? new Answer<>(unlocked(state, input), Output.RELEASED) : new Answer<>(state, Output.NOT_OWNER);
    }

    private boolean admits(State state, Lock lock) {
        if (lock.mode() == Mode.WRITE) {
            return state.writer() == NOBODY && state.readers().isEmpty();
        }
        return state.writer() == NOBODY || (downgrade == Downgrade.GRANTED && state.writer() == lock.owner());
    }

    private static State locked(State state, Lock lock) {
        return lock.mode() == Mode.WRITE
                ? new State(lock.owner(), state.readers())
                : new State(state.writer(), reading(state, lock.owner(), 1));
    }

    private static State unlocked(State state, Input input) {
        return input.mode() == Mode.WRITE
                ? new State(NOBODY, state.readers())
                : new State(state.writer(), reading(state, input.owner(), -1));
    }

    private static Map<Integer, Integer> reading(State state, int owner, int more) {
        Map<Integer, Integer> readers = new TreeMap<>(state.readers());
        readers.merge(owner, more, (held, change) -> held + change == 0 ? null : held + change);
        return readers;
    }
}
