package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every engine gives the verdict of the naive search on random small histories of every model. */
class EngineFuzzTest {
    private static final int HISTORIES_PER_MODEL = 30_000;
    private static final int MOST_CALLS = 7;

    static Stream<Alphabet<?, ?, ?>> alphabets() {
        return Alphabets.all();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void decide_random_small_histories_agrees_with_the_naive_search(Alphabet<?, ?, ?> alphabet) {
        int linearizable = fuzz(alphabet, new WingGongLowe());

        assertThat(linearizable)
                .as("both verdicts occur often")
                .isBetween(HISTORIES_PER_MODEL / 10, HISTORIES_PER_MODEL * 19 / 20);
    }

    private static <S, I, O> int fuzz(Alphabet<S, I, O> alphabet, LinearizabilityEngine engine) {
        CheckBudget budget = CheckBudget.of(Duration.ofMinutes(5), 1 << 28);
        int linearizable = 0;
        for (long seed = 0; seed < HISTORIES_PER_MODEL; seed++) {
            List<ObservedCall<I, O>> calls = RandomCalls.make(alphabet, seed, MOST_CALLS);
            boolean expected = NaiveSearch.linearizable(alphabet.model(), calls);
            Decision decision =
                    engine.decide(Problem.of(alphabet.model(), calls), SearchBudget.of(budget, Long.MAX_VALUE / 2));
            assertThat(decision)
                    .as("%s, seed %d: %s", alphabet, seed, calls)
                    .isInstanceOf(expected ? Decision.Linearizable.class : Decision.NotLinearizable.class);
            linearizable += expected ? 1 : 0;
        }
        return linearizable;
    }
}
