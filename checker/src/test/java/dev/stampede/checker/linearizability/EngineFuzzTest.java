package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.fuzz.Alphabet;
import dev.stampede.checker.fuzz.Alphabets;
import dev.stampede.checker.fuzz.Fuzzer;
import dev.stampede.checker.fuzz.Fuzzer.Decider;
import java.time.Duration;
import java.util.Optional;
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
        Fuzzer.Tally tally = fuzz(alphabet, new WingGongLowe());

        assertThat(tally.linearizable())
                .as("both verdicts occur often")
                .isBetween(HISTORIES_PER_MODEL / 10, HISTORIES_PER_MODEL * 19 / 20);
    }

    private static <S, I, O> Fuzzer.Tally fuzz(Alphabet<S, I, O> alphabet, LinearizabilityEngine engine) {
        CheckBudget budget = CheckBudget.of(Duration.ofMinutes(5), 1 << 28);
        Decider<I, O> naive = calls -> Optional.of(NaiveSearch.linearizable(alphabet.model(), calls));
        Decider<I, O> tested = calls -> {
            Decision decision =
                    engine.decide(Problem.of(alphabet.model(), calls), SearchBudget.of(budget, Long.MAX_VALUE / 2));
            return Optional.of(decision instanceof Decision.Linearizable);
        };
        return Fuzzer.compare(alphabet, 0, HISTORIES_PER_MODEL, MOST_CALLS, naive, tested);
    }
}
