package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.fuzz.ModelAlphabets;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.fuzz.RandomHistory;
import dev.stampede.checker.linearizability.explanation.Explanation;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearizabilityCheckerTest {
    private static CheckBudget seconds(int seconds) {
        return CheckBudget.of(Duration.ofSeconds(seconds), 1 << 28);
    }

    private static ObservedCall<Register.Input, Register.Output> write(
            int number, String key, String value, long from, long to) {
        return ObservedCall.certain(number, number, key, new Register.Write(value), Register.Done.WRITTEN, from, to);
    }

    private static ObservedCall<Register.Input, Register.Output> read(
            int number, String key, String value, long from, long to) {
        return ObservedCall.certain(number, number, key, new Register.Read(), new Register.Value(value), from, to);
    }

    static Stream<OperationAlphabet<?, ?, ?>> alphabets() {
        return ModelAlphabets.all();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void check_with_one_thread_or_several_has_the_same_verdict_and_explanation(OperationAlphabet<?, ?, ?> alphabet) {
        assertThat(compareThreads(alphabet)).isPositive();
    }

    private static <S, I, O> int compareThreads(OperationAlphabet<S, I, O> alphabet) {
        int invalid = 0;
        for (long seed = 0; seed < 150; seed++) {
            List<ObservedCall<I, O>> calls = new ArrayList<>();
            for (int part = 0; part < 6; part++) {
                for (ObservedCall<I, O> call : RandomHistory.make(alphabet, 10 * seed + part, 9)) {
                    calls.add(new ObservedCall<>(
                            calls.size(),
                            call.client(),
                            "/" + part,
                            call.input(),
                            call.output(),
                            call.effect(),
                            call.called(),
                            call.returned()));
                }
            }
            Model<S, I, O> foreign = new Foreign<>(alphabet.model());
            LinearizabilityResult alone = LinearizabilityChecker.withThreads(1).check(foreign, calls, seconds(60));
            LinearizabilityResult together =
                    LinearizabilityChecker.withThreads(4).check(foreign, calls, seconds(60));
            assertThat(together.verdict()).as("seed %d", seed).isEqualTo(alone.verdict());
            assertThat(together.explanation()).as("seed %d", seed).isEqualTo(alone.explanation());
            assertThat(alone.verdict()).isNotEqualTo(Verdict.INCONCLUSIVE);
            if (alone.explanation() != null) {
                assertThat(alone.explanation().proof()).isEqualTo(Explanation.Proof.TRIED_EVERY_ORDER);
                invalid++;
            }
        }
        return invalid;
    }

    /** A model of another project, which is therefore supervised; it declares the same as the original. */
    private record Foreign<S, I, O>(Model<S, I, O> model) implements Model<S, I, O> {
        @Override
        public S initial() {
            return model.initial();
        }

        @Override
        public List<S> step(S state, I input, @Nullable O output) {
            return model.step(state, input, output);
        }
    }

    @Test
    void check_stale_read_explains_it_with_the_operations_that_suffice() {
        List<ObservedCall<Register.Input, Register.Output>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(write(i, "/a", "" + i, 10L * i, 10 * i + 12));
        }
        calls.add(read(300, "/a", "297", 3_005, 3_006));
        calls.add(read(301, "/a", "296", 3_010, 3_011));
        calls.add(read(302, "/a", "298", 3_020, 3_021));

        LinearizabilityResult result = LinearizabilityChecker.standard().check(new Register("nil"), calls, seconds(60));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        Explanation why = result.explanation();
        assertThat(why.operations()).isEqualTo(303);
        assertThat(why.size()).isLessThanOrEqualTo(4);
        assertThat(why.culprit().words()).isEqualTo("read \u2192 296");
        assertThat(why.prose())
                .startsWith("No order of the 303 operations on the key /a explains what they returned; these ")
                .contains("(every order of them was tried)")
                .contains(
                        "read \u2192 296 of client 301, because it returns first; it is not possible when the state is ");
        assertThat(why.ascii()).contains("|! read \u2192 296|").contains("client 301");
    }

    @Test
    void check_two_reads_in_the_wrong_order_draws_intervals_and_says_why() {
        List<ObservedCall<Register.Input, Register.Output>> calls = List.of(
                write(0, "", "1", 0, 5), write(1, "", "2", 6, 20), read(2, "", "2", 7, 8), read(3, "", "1", 9, 10));

        LinearizabilityResult result = LinearizabilityChecker.standard().check(new Register("nil"), calls, seconds(60));

        assertThat(result.explanation().ascii())
                .isEqualTo(
                        """
                        client 0    |1: write 1|
                        client 1                 |2: write 2------------------|
                        client 2                   |3: read \u2192 2|
                        client 3                                 |! read \u2192 1|
                          1: 1
                          2: 2
                          3: 2
                          !  is not possible when the state is 2
                        After 3 operations the state is 2, and read \u2192 1 of client 3, which returns next, is not possible there.
                        """);
    }

    @Test
    void check_easy_violation_next_to_a_hard_partition_is_found() {
        List<ObservedCall<String, Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(ObservedCall.certain(i, i, "/hard", "add " + (1 << (i % 30)), 0, 0, 100));
        }
        calls.add(ObservedCall.certain(40, 40, "/hard", "get", -5, 101, 102));
        calls.add(ObservedCall.certain(41, 41, "/easy", "get", 7, 0, 1));

        LinearizabilityResult result = LinearizabilityChecker.withThreads(1).check(new Adder(), calls, seconds(300));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.explanation().part()).isEqualTo("/easy");
    }

    /** A counter about which a search knows nothing. */
    private record Adder() implements Model<Integer, String, Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public List<Integer> step(Integer state, String input, @Nullable Integer output) {
            if (input.equals("get")) {
                return output == null || output.equals(state) ? List.of(state) : List.of();
            }
            return List.of(state * 31 + Integer.parseInt(input.substring(4)));
        }
    }

    @Test
    @Timeout(60)
    void check_step_that_does_not_end_is_inconclusive_soon_after_the_time_is_over() {
        CountDownLatch never = new CountDownLatch(1);
        LinearizabilityResult result = LinearizabilityChecker.standard()
                .check(
                        new Stuck(() -> {
                            while (never.getCount() > 0) {
                                Thread.onSpinWait();
                            }
                        }),
                        List.of(ObservedCall.certain(0, 0, "", "get", 0, 0, 1)),
                        CheckBudget.of(Duration.ofMillis(50), 1 << 20));
        never.countDown();

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).startsWith("ran out of time: a step of the model did not return");
    }

    @Test
    @Timeout(60)
    void check_step_that_waits_is_interrupted_when_the_time_is_over() {
        LinearizabilityResult result = LinearizabilityChecker.standard()
                .check(
                        new Stuck(() -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException("interrupted", e);
                            }
                        }),
                        List.of(ObservedCall.certain(0, 0, "", "get", 0, 0, 1)),
                        CheckBudget.of(Duration.ofSeconds(3), 1 << 20));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).contains("ran out of time").contains("interrupted");
    }

    /** A model with a slow step. */
    private record Stuck(Runnable thought) implements Model<Integer, String, Integer> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public List<Integer> step(Integer state, String input, @Nullable Integer output) {
            thought.run();
            return List.of(state);
        }
    }

    @Test
    void check_step_that_throws_throws_the_same() {
        Stuck broken = new Stuck(() -> {
            throw new IllegalStateException("a defect of the model");
        });

        assertThatThrownBy(() -> LinearizabilityChecker.standard()
                        .check(broken, List.of(ObservedCall.certain(0, 0, "", "get", 0, 0, 1)), seconds(60)))
                .hasMessage("a defect of the model");
    }

    @Test
    void check_after_an_invalid_certificate_says_so_and_lets_others_decide() {
        List<ObservedCall<Register.Input, Register.Output>> noted = List.of(
                write(0, "", "1", 0, 10).withZxid(5),
                write(1, "", "2", 0, 10).withZxid(3),
                read(2, "", "2", 20, 30).withZxid(5));
        LinearizabilityResult result = LinearizabilityChecker.standard().check(new Register("nil"), noted, seconds(60));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.algorithm()).isEqualTo("register-zones (certificate rejected)");

        List<ObservedCall<Register.Input, Register.Output>> inOrder = List.of(
                write(0, "", "1", 0, 10).withZxid(5),
                write(1, "", "2", 0, 10).withZxid(6),
                read(2, "", "2", 20, 30).withZxid(6));
        assertThat(LinearizabilityChecker.standard()
                        .check(new Register("nil"), inOrder, seconds(60))
                        .algorithm())
                .isEqualTo("zxid-certificate");
    }
}
