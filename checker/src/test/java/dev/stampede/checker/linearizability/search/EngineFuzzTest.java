package dev.stampede.checker.linearizability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.fuzz.Fuzzer;
import dev.stampede.checker.fuzz.Fuzzer.Decider;
import dev.stampede.checker.fuzz.ModelAlphabets;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.fuzz.RandomHistory;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.Relaxation;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine has the verdict of the naive search on random small histories of every model: with all reductions, and
 * with each disabled or enabled alone in turn; and every order that it finds is valid.
 *
 * <p>The property {@code stampede.fuzz} is the number of histories per model; the profile {@code nightly} raises it.
 */
@Execution(ExecutionMode.CONCURRENT) // the longest test of the module, and its histories are independent
class EngineFuzzTest {
    private static final int HISTORIES = Integer.getInteger("stampede.fuzz", 10_000);
    private static final long FIRST_SEED = Long.getLong("stampede.fuzz.seed", 0);
    private static final int MAX_CALLS = 8;
    private static final int MAX_CALLS_LONGER = 20;

    static Stream<OperationAlphabet<?, ?, ?>> alphabets() {
        return ModelAlphabets.all();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void decide_random_small_histories_agrees_with_the_naive_search(OperationAlphabet<?, ?, ?> alphabet) {
        Fuzzer.Tally tally = fuzz(alphabet);

        assertThat(tally.linearizable()).as("both verdicts occur often").isBetween(HISTORIES / 10, HISTORIES * 19 / 20);
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void decide_longer_random_histories_agrees_with_the_engine_with_few_reductions(
            OperationAlphabet<?, ?, ?> alphabet) {
        Fuzzer.Tally tally = fuzzLonger(alphabet);

        assertThat(tally.linearizable()).isPositive();
        assertThat(tally.not()).isPositive();
    }

    private static <S, I, O> Fuzzer.Tally fuzzLonger(OperationAlphabet<S, I, O> alphabet) {
        WindowedEngine hardly = new WindowedEngine(Set.of(Reduction.OBSERVE_AT_ONCE, Reduction.FIRST_RETURN_FIRST));
        return Fuzzer.compare(
                alphabet,
                FIRST_SEED,
                HISTORIES / 30,
                MAX_CALLS_LONGER,
                calls -> Optional.of(decide(hardly, alphabet, calls)),
                calls -> Optional.of(decide(new WindowedEngine(Reduction.ALL, 5), alphabet, calls)));
    }

    /** More open indeterminate operations that can never take effect than one word of slots holds. */
    @Test
    void decide_with_more_than_a_word_of_open_operations_agrees_with_the_naive_search() {
        OperationAlphabet<?, ?, ?> casRegister = alphabets()
                .filter(alphabet -> alphabet.name().equals("cas-register"))
                .findFirst()
                .orElseThrow();

        assertThat(fuzzWide(casRegister).not()).isPositive();
    }

    @SuppressWarnings("unchecked") // it is the alphabet of the register, by its name
    private static Fuzzer.Tally fuzzWide(OperationAlphabet<?, ?, ?> alphabet) {
        OperationAlphabet<String, Register.Input, Register.Output> registers =
                (OperationAlphabet<String, Register.Input, Register.Output>) alphabet;
        List<ObservedCall<Register.Input, Register.Output>> crowd = new ArrayList<>();
        for (int i = 0; i < 62; i++) {
            Register.Input never = new Register.CompareAndSet("never " + i, "1");
            crowd.add(new ObservedCall<>(i, 99, "", never, null, ObservedCall.Effect.POSSIBLE, -1, 1_000));
        }
        return Fuzzer.compare(
                registers,
                FIRST_SEED,
                HISTORIES / 10,
                MAX_CALLS,
                calls -> Optional.of(NaiveSearch.linearizable(registers.model(), calls)),
                calls -> {
                    List<ObservedCall<Register.Input, Register.Output>> all = new ArrayList<>(crowd);
                    all.addAll(calls);
                    return Optional.of(decide(new WindowedEngine(), registers, all));
                });
    }

    private static <S, I, O> Fuzzer.Tally fuzz(OperationAlphabet<S, I, O> alphabet) {
        List<WindowedEngine> others = otherEngines();
        AtomicInteger turn = new AtomicInteger();
        AtomicBoolean shrinking = new AtomicBoolean();
        Decider<I, O> naive = calls -> Optional.of(NaiveSearch.linearizable(alphabet.model(), loosened(calls)));
        Decider<I, O> tested = given -> {
            List<ObservedCall<I, O>> calls = loosened(given);
            boolean verdict = decide(new WindowedEngine(), alphabet, calls);
            WindowedEngine next = others.get(turn.getAndIncrement() % others.size());
            boolean agreed = (shrinking.get() ? others : List.of(next))
                    .stream().allMatch(other -> decide(other, alphabet, calls) == verdict);
            if (agreed) {
                return Optional.of(verdict);
            }
            shrinking.set(true);
            return Optional.of(!naive.decide(calls).orElseThrow());
        };
        return Fuzzer.compare(alphabet, FIRST_SEED, HISTORIES, MAX_CALLS, naive, tested);
    }

    /** In one of four histories some operations with known outputs may not have taken effect. */
    private static <I, O> List<ObservedCall<I, O>> loosened(List<ObservedCall<I, O>> calls) {
        long seed = calls.stream().mapToLong(ObservedCall::returned).sum() * 31 + calls.size();
        return seed % 4 != 0
                ? calls
                : calls.stream()
                        .map(call -> call.certain() && (call.called() + call.client()) % 2 == 0
                                ? Relaxation.call(call)
                                : call)
                        .toList();
    }

    /** Operations that became free at one point were once placed in the order of their input. */
    @Test
    void decide_calls_in_any_order_finds_a_valid_order() {
        OperationAlphabet<String, Register.Input, Register.Output> registers = casRegister();
        int linearizable = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES / 10; seed++) {
            List<ObservedCall<Register.Input, Register.Output>> calls =
                    new ArrayList<>(RandomHistory.make(registers, seed, 40));
            Collections.shuffle(calls, new Random(seed));
            linearizable += decide(new WindowedEngine(), registers, calls) ? 1 : 0;
        }
        assertThat(linearizable).isPositive();
    }

    @SuppressWarnings("unchecked") // it is the alphabet of the register, by its name
    private static OperationAlphabet<String, Register.Input, Register.Output> casRegister() {
        return (OperationAlphabet<String, Register.Input, Register.Output>) alphabets()
                .filter(alphabet -> alphabet.name().equals("cas-register"))
                .findFirst()
                .orElseThrow();
    }

    private static List<WindowedEngine> otherEngines() {
        List<WindowedEngine> engines = new ArrayList<>(List.of(
                new WindowedEngine(Set.of()),
                new WindowedEngine(Reduction.ALL, 1),
                new WindowedEngine(Reduction.ALL, 3),
                new WindowedEngine(Set.of(Reduction.OBSERVE_AT_ONCE), 2)));
        for (Reduction reduction : Reduction.values()) {
            engines.add(new WindowedEngine(Reduction.without(reduction)));
            engines.add(new WindowedEngine(Set.of(reduction)));
        }
        return engines;
    }

    private static <S, I, O> boolean decide(
            WindowedEngine engine, OperationAlphabet<S, I, O> alphabet, List<ObservedCall<I, O>> calls) {
        Decision decision = engine.decide(
                Problem.of(alphabet.model(), calls), SearchBudget.of(CheckBudget.of(Duration.ofMinutes(5), 1 << 28)));
        if (decision instanceof Decision.Linearizable linearizable) {
            assertThat(WitnessValidator.objection(alphabet.model(), calls, linearizable.witness()))
                    .as("%s of %s", linearizable, calls)
                    .isNull();
        }
        assertThat(decision).isNotInstanceOf(Decision.Unknown.class);
        return decision instanceof Decision.Linearizable;
    }
}
