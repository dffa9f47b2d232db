package dev.stampede.checker.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leadership, which at most one candidate has at a time. Each election has an epoch greater than those of all earlier
 * elections. Epochs may have gaps, and the epoch of an election may be unknown.
 */
public record LeaderElection()
        implements ProjectableModel<LeaderElection.State, LeaderElection.Input, LeaderElection.Output> {

    /** An unknown epoch. */
    public static final long UNKNOWN_EPOCH = -1;

    /** Whether the epoch of a state is known exactly, or only a lower bound. */
    public enum Epoch {
        EXACTLY,
        AT_LEAST
    }

    /**
     * The leader, null if there is none, and the epoch of the last election.
     *
     * @param known whether the epoch is exact. The model fixes an unknown epoch only when an operation observes it
     */
    public record State(@Nullable String leader, long epoch, Epoch known) {
        @Override
        public String toString() {
            String when = epoch < 0 ? "" : (known == Epoch.EXACTLY ? ", epoch " : ", epoch from ") + epoch;
            return (leader == null ? "no leader" : leader + " leads") + when;
        }
    }

    /** An operation on the election. */
    public sealed interface Input {}

    /** Runs for leadership. */
    public record Elect(String candidate) implements Input {
        @Override
        public String toString() {
            return "elect " + candidate;
        }
    }

    /** Resigns from leadership. */
    public record Resign(String leader) implements Input {
        @Override
        public String toString() {
            return "resign " + leader;
        }
    }

    /** Reads who leads. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "leader?";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** The candidate leads from now on, in this epoch ({@link #UNKNOWN_EPOCH} if unknown). */
    public record Elected(long epoch) implements Output {
        @Override
        public String toString() {
            return epoch == UNKNOWN_EPOCH ? "elected" : "elected in epoch " + epoch;
        }
    }

    /** The current leader and epoch ({@link #UNKNOWN_EPOCH} if unknown). */
    public record Leader(String leader, long epoch) implements Output {
        @Override
        public String toString() {
            return leader + (epoch == UNKNOWN_EPOCH ? "" : " in epoch " + epoch);
        }
    }

    /** The results without a value. */
    public enum Status implements Output {
        /** Another candidate leads already. */
        REFUSED,
        RESIGNED,
        /** The client that resigned was not the leader. */
        NOT_LEADER,
        /** There is no leader. */
        NOBODY
    }

    @Override
    public State initial() {
        return new State(null, -1, Epoch.EXACTLY);
    }

    /** The candidate, or the leader that was read. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Elect elect) {
            return Set.of(elect.candidate());
        }
        if (input instanceof Resign resign) {
            return Set.of(resign.leader());
        }
        return output instanceof Leader seen ? Set.of(seen.leader()) : Set.of();
    }

    /**
     * Shows the operations of some candidates. A refused election may have been refused because of another candidate.
     * If there is no leader, none of these candidates leads.
     */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        if (output == Status.REFUSED) {
            return Optional.empty();
        }
        return output == Status.NOBODY
                ? Optional.of(new Projected<>(input, output))
                : projectIfNamed(input, output, parts);
    }

    @Override
    public List<State> step(State state, Input input, @Nullable Output output) {
        if (input instanceof Elect elect) {
            return elect(state, elect.candidate(), output);
        }
        if (input instanceof Resign resign) {
            boolean leads = resign.leader().equals(state.leader());
            boolean fits = output == null || output == (leads ? Status.RESIGNED : Status.NOT_LEADER);
            return !fits ? List.of() : List.of(leads ? new State(null, state.epoch(), state.known()) : state);
        }
        return output == null ? List.of(state) : read(state, output);
    }

    private static List<State> elect(State state, String candidate, @Nullable Output output) {
        if (state.leader() != null) {
            return output == null || output == Status.REFUSED ? List.of(state) : List.of();
        }
        if (output != null && !(output instanceof Elected)) {
            return List.of();
        }
        if (!(output instanceof Elected elected) || elected.epoch() == UNKNOWN_EPOCH) {
            return List.of(new State(candidate, state.epoch() + 1, Epoch.AT_LEAST));
        }
        return elected.epoch() > state.epoch()
                ? List.of(new State(candidate, elected.epoch(), Epoch.EXACTLY))
                : List.of();
    }

    private static List<State> read(State state, Output output) {
        if (!(output instanceof Leader seen)) {
            return output == Status.NOBODY && state.leader() == null ? List.of(state) : List.of();
        }
        if (!Objects.equals(seen.leader(), state.leader())) {
            return List.of();
        }
        if (seen.epoch() == UNKNOWN_EPOCH) {
            return List.of(state);
        }
        boolean fits = state.known() == Epoch.EXACTLY ? seen.epoch() == state.epoch() : seen.epoch() >= state.epoch();
        return fits ? List.of(new State(state.leader(), seen.epoch(), Epoch.EXACTLY)) : List.of();
    }
}
