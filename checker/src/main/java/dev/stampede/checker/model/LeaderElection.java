package dev.stampede.checker.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An office that one leader holds at a time. Each election has an epoch, greater than those of all elections before; it may
 * leave out numbers, and it may be that nobody was told which it is.
 */
public record LeaderElection()
        implements ProjectableModel<LeaderElection.State, LeaderElection.Input, LeaderElection.Output> {

    /** The epoch of which nobody was told. */
    public static final long UNTOLD = -1;

    /** Whether the epoch of a state is known, or only bounded from below. */
    public enum Epoch {
        EXACTLY,
        AT_LEAST
    }

    /**
     * Who leads, null for nobody, and the epoch of the last election.
     *
     * @param known what is known of the epoch: the model decides it no earlier than somebody sees it
     */
    public record State(@Nullable String leader, long epoch, Epoch known) {
        @Override
        public String toString() {
            String when = epoch < 0 ? "" : (known == Epoch.EXACTLY ? ", epoch " : ", epoch from ") + epoch;
            return (leader == null ? "no leader" : leader + " leads") + when;
        }
    }

    /** What a client asks. */
    public sealed interface Input {}

    /** Asks to become the leader. */
    public record Elect(String candidate) implements Input {
        @Override
        public String toString() {
            return "elect " + candidate;
        }
    }

    /** Gives up leading. */
    public record Resign(String leader) implements Input {
        @Override
        public String toString() {
            return "resign " + leader;
        }
    }

    /** Asks who leads. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "leader?";
        }
    }

    /** What is answered. */
    public sealed interface Output {}

    /** It leads from now on, in this epoch ({@link #UNTOLD} if the answer did not say). */
    public record Elected(long epoch) implements Output {
        @Override
        public String toString() {
            return epoch == UNTOLD ? "elected" : "elected in epoch " + epoch;
        }
    }

    /** Who leads, in which epoch ({@link #UNTOLD} if the answer did not say). */
    public record Leader(String leader, long epoch) implements Output {
        @Override
        public String toString() {
            return leader + (epoch == UNTOLD ? "" : " in epoch " + epoch);
        }
    }

    /** The answers that carry nothing. */
    public enum Said implements Output {
        /** Somebody leads already. */
        REFUSED,
        RESIGNED,
        /** Who wanted to resign does not lead. */
        NOT_LEADER,
        /** Nobody leads. */
        NOBODY
    }

    @Override
    public State initial() {
        return new State(null, -1, Epoch.EXACTLY);
    }

    /** The candidate, or who was seen to lead. */
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

    /** What some candidates did; that one was refused may be because of others. Where nobody leads, none of them does. */
    @Override
    public Optional<Seen<Input, Output>> seen(Input input, @Nullable Output output, Set<String> parts) {
        if (output == Said.REFUSED) {
            return Optional.empty();
        }
        return output == Said.NOBODY ? Optional.of(new Seen<>(input, output)) : seenIfNamed(input, output, parts);
    }

    @Override
    public List<State> step(State state, Input input, @Nullable Output output) {
        if (input instanceof Elect elect) {
            return elect(state, elect.candidate(), output);
        }
        if (input instanceof Resign resign) {
            boolean leads = resign.leader().equals(state.leader());
            boolean fits = output == null || output == (leads ? Said.RESIGNED : Said.NOT_LEADER);
            return !fits ? List.of() : List.of(leads ? new State(null, state.epoch(), state.known()) : state);
        }
        return output == null ? List.of(state) : read(state, output);
    }

    private static List<State> elect(State state, String candidate, @Nullable Output output) {
        if (state.leader() != null) {
            return output == null || output == Said.REFUSED ? List.of(state) : List.of();
        }
        if (output != null && !(output instanceof Elected)) {
            return List.of();
        }
        if (!(output instanceof Elected elected) || elected.epoch() == UNTOLD) {
            return List.of(new State(candidate, state.epoch() + 1, Epoch.AT_LEAST));
        }
        return elected.epoch() > state.epoch()
                ? List.of(new State(candidate, elected.epoch(), Epoch.EXACTLY))
                : List.of();
    }

    private static List<State> read(State state, Output output) {
        if (!(output instanceof Leader seen)) {
            return output == Said.NOBODY && state.leader() == null ? List.of(state) : List.of();
        }
        if (!Objects.equals(seen.leader(), state.leader())) {
            return List.of();
        }
        if (seen.epoch() == UNTOLD) {
            return List.of(state);
        }
        boolean fits = state.known() == Epoch.EXACTLY ? seen.epoch() == state.epoch() : seen.epoch() >= state.epoch();
        return fits ? List.of(new State(state.leader(), seen.epoch(), Epoch.EXACTLY)) : List.of();
    }
}
