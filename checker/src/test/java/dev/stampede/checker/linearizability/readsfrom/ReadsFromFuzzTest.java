package dev.stampede.checker.linearizability.readsfrom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.fuzz.Fuzzer;
import dev.stampede.checker.fuzz.Fuzzer.Decider;
import dev.stampede.checker.fuzz.ModelAlphabets;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.fuzz.RandomHistory;
import dev.stampede.checker.fuzz.SpecialAlphabets;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.linearizability.search.WindowedEngine;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The search over sources has the verdict of the naive search on small random histories, and that of the search over
 * orders on longer ones, for every model whose operations are those of a register; and every order that it finds is
 * valid.
 *
 * <p>The property {@code stampede.fuzz} is the number of histories per model; the profile {@code nightly} raises it.
 */
class ReadsFromFuzzTest {
    private static final int HISTORIES = Integer.getInteger("stampede.fuzz", 10_000);
    private static final long FIRST_SEED = Long.getLong("stampede.fuzz.seed", 0);
    private static final int MAX_CALLS = 12;
    private static final int MAX_CALLS_LONGER = 150;
    private static final int MAX_CLIENTS_LONGER = 12;

    /** The models whose operations are all those of a register. */
    private static final Set<String> REGISTERS = Set.of(
            "register", "cas-register", "register with many values", "register with many values and compare-and-set");

    /** The models of which only some operations are; histories with others are refused. */
    private static final Set<String> ALMOST_REGISTERS = Set.of(
            "undeclared cas-register",
            "mutex",
            "mutex without observers",
            "key-value",
            "multi-register, projected to one");

    static Stream<OperationAlphabet<?, ?, ?>> registers() {
        return Stream.concat(ModelAlphabets.all(), SpecialAlphabets.all())
                .filter(alphabet -> REGISTERS.contains(alphabet.name()));
    }

    static Stream<OperationAlphabet<?, ?, ?>> almostRegisters() {
        return Stream.concat(ModelAlphabets.all(), SpecialAlphabets.all())
                .filter(alphabet -> ALMOST_REGISTERS.contains(alphabet.name()));
    }

    @ParameterizedTest
    @MethodSource("registers")
    void decide_random_small_histories_agrees_with_the_naive_search(OperationAlphabet<?, ?, ?> alphabet) {
        Fuzzer.Tally tally = fuzzSmall(alphabet);

        assertThat(tally.refused()).isZero();
        assertThat(tally.linearizable()).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
    }

    @ParameterizedTest
    @MethodSource("almostRegisters")
    void decide_random_small_histories_of_other_objects_agrees_or_refuses(OperationAlphabet<?, ?, ?> alphabet) {
        Fuzzer.Tally tally = fuzzSmall(alphabet);

        assertThat(tally.refused()).isLessThan(HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("registers")
    void decide_random_longer_histories_agrees_with_the_search_over_orders(OperationAlphabet<?, ?, ?> alphabet) {
        assertThat(fuzzLonger(alphabet)).isPositive();
    }

    private static <S, I, O> Fuzzer.Tally fuzzSmall(OperationAlphabet<S, I, O> alphabet) {
        AtomicInteger turn = new AtomicInteger();
        return Fuzzer.compare(
                alphabet,
                FIRST_SEED,
                HISTORIES,
                MAX_CALLS,
                calls -> Optional.of(NaiveSearch.linearizable(alphabet.model(), calls)),
                calls -> decide(new ReadsFromEngine(1 + turn.getAndIncrement() % 4), alphabet, calls));
    }

    /** The number of longer histories that were not linearizable. */
    private static <S, I, O> int fuzzLonger(OperationAlphabet<S, I, O> alphabet) {
        int not = 0;
        Decider<I, O> orders = calls -> Optional.of(
                new WindowedEngine().decide(Problem.of(alphabet.model(), calls), budget())
                        instanceof Decision.Linearizable);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 20; seed++) {
            List<ObservedCall<I, O>> calls = RandomHistory.make(alphabet, seed, MAX_CALLS_LONGER, MAX_CLIENTS_LONGER);
            ReadsFromEngine engine = new ReadsFromEngine(seed % 2 == 0 ? 16 : 2);
            Fuzzer.agree(alphabet, seed, calls, orders, some -> decide(engine, alphabet, some));
            not += decide(engine, alphabet, calls).orElseThrow() ? 0 : 1;
        }
        return not;
    }

    private static SearchBudget budget() {
        return SearchBudget.of(CheckBudget.of(Duration.ofMinutes(5), 1 << 28));
    }

    private static <S, I, O> Optional<Boolean> decide(
            ReadsFromEngine engine, OperationAlphabet<S, I, O> alphabet, List<ObservedCall<I, O>> calls) {
        Decision decision = engine.decide(Problem.of(alphabet.model(), calls), budget());
        if (decision instanceof Decision.Unknown) {
            return Optional.empty();
        }
        if (decision instanceof Decision.Linearizable linearizable) {
            assertThat(WitnessValidator.objection(alphabet.model(), calls, linearizable.witness()))
                    .as("%s of %s", linearizable, calls)
                    .isNull();
        }
        return Optional.of(decision instanceof Decision.Linearizable);
    }
}
