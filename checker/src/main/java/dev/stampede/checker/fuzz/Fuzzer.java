package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import java.util.Optional;

/**
 * Compares a decider (an algorithm that decides linearizability) with a reference decider on many small random
 * histories.
 *
 * <p>Stateless; each history depends only on its seed.
 */
public final class Fuzzer {
    private Fuzzer() {}

    /** Decides whether calls are linearizable; empty if it refuses to decide. */
    @FunctionalInterface
    public interface Decider<I, O> {
        /** The verdict, empty for none. */
        Optional<Boolean> decide(List<ObservedCall<I, O>> calls);
    }

    /** The numbers of histories that were linearizable, that were not, and that the tested decider refused. */
    public record Tally(int linearizable, int not, int refused) {}

    /** Two deciders disagree. The message contains the shrunk history as a JUnit test. */
    public static final class Disagreement extends RuntimeException {
        private static final long serialVersionUID = 1;

        Disagreement(String message) {
            super(message);
        }
    }

    /**
     * Compares two deciders on the histories of the seeds {@code first} to {@code first + histories - 1}.
     *
     * @param truth the reference decider, which always decides
     * @throws Disagreement at the first history on which they differ
     */
    public static <S, I, O> Tally compare(
            OperationAlphabet<S, I, O> alphabet,
            long first,
            int histories,
            int mostCalls,
            Decider<I, O> truth,
            Decider<I, O> tested) {
        int linearizable = 0;
        int refused = 0;
        for (long seed = first; seed < first + histories; seed++) {
            List<ObservedCall<I, O>> calls = RandomHistory.make(alphabet, seed, mostCalls);
            boolean expected = truth.decide(calls).orElseThrow();
            Optional<Boolean> found = tested.decide(calls);
            if (found.isPresent() && found.get() != expected) {
                throw disagreement(alphabet, seed, calls, truth, tested);
            }
            linearizable += expected ? 1 : 0;
            refused += found.isPresent() ? 0 : 1;
        }
        return new Tally(linearizable, histories - linearizable, refused);
    }

    /**
     * Compares two deciders on one history.
     *
     * @param seed the seed of the history, for the message
     * @throws Disagreement if they differ
     */
    public static <S, I, O> void agree(
            OperationAlphabet<S, I, O> alphabet,
            long seed,
            List<ObservedCall<I, O>> calls,
            Decider<I, O> truth,
            Decider<I, O> tested) {
        Optional<Boolean> found = tested.decide(calls);
        if (found.isPresent() && !found.equals(truth.decide(calls))) {
            throw disagreement(alphabet, seed, calls, truth, tested);
        }
    }

    private static <S, I, O> Disagreement disagreement(
            OperationAlphabet<S, I, O> alphabet,
            long seed,
            List<ObservedCall<I, O>> calls,
            Decider<I, O> truth,
            Decider<I, O> tested) {
        List<ObservedCall<I, O>> small = HistoryShrinker.shrink(calls, some -> {
            Optional<Boolean> found = tested.decide(some);
            return found.isPresent() && !found.equals(truth.decide(some));
        });
        boolean expected = truth.decide(small).orElseThrow();
        return new Disagreement("expected a history of " + alphabet + " (seed " + seed + ") to be "
                + (expected ? "linearizable" : "not linearizable") + ", found the contrary:\n"
                + LiteralTest.of(alphabet.model(), small, expected));
    }
}
