package dev.stampede.checker.linearizability.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.linearizability.LinearizabilityChecker;
import dev.stampede.checker.linearizability.LinearizabilityResult;
import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.MultiRegister;
import dev.stampede.checker.model.MultiRegister.Access;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Explanations of long histories are short where possible. */
class ExplanationTest {

    private static <S, I, O> Explanation explained(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        LinearizabilityResult result =
                LinearizabilityChecker.standard().check(model, calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 28));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        return Objects.requireNonNull(result.explanation());
    }

    @Test
    void check_counter_that_returned_one_of_many_values_twice_begins_in_the_state_before_it() {
        List<ObservedCall<Counter.Input, Counter.Output>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(increment(i, i + 1, 10L * i, 10L * i + 5));
        }
        calls.add(increment(100, 57, 562, 568));

        Explanation why = explained(new Counter(0L), calls);

        assertThat(why.start()).isEqualTo(new Explanation.Start(56, "56"));
        assertThat(why.placed()).isEqualTo(57);
        assertThat(why.size()).isEqualTo(2);
        assertThat(why.proof()).isEqualTo(Explanation.Proof.TRIED_EVERY_ORDER);
        assertThat(why.prose())
                .isEqualTo(
                        """
                        No order of the 101 operations explains what they returned; these 2 suffice to show this (every order of them was tried).
                        They begin in the state 56, to which 56 operations before them lead.
                        At best, in this order:
                          57. add 1 \u2192 57 of client 56, then the state is 57
                        The next operation has to be add 1 \u2192 57 of client 100, because it returns first; it is not possible when the state is 57.
                        """);
    }

    private static ObservedCall<Counter.Input, Counter.Output> increment(int number, long value, long from, long to) {
        return ObservedCall.certain(number, number, "", new Counter.Add(1), new Counter.Value(value), from, to);
    }

    /** A growing word of which the model declares only how it grows and that its length is returned. */
    private record Word() implements Model<String, String, Integer> {
        @Override
        public String initial() {
            return "";
        }

        @Override
        public List<String> step(String state, String letter, @Nullable Integer length) {
            String next = state + letter;
            return length == null || length == next.length() ? List.of(next) : List.of();
        }
    }

    @Test
    void check_own_model_of_initial_and_step_only_begins_in_the_state_before_the_repeated_value() {
        String letters = "abcdefghijklmnopqrstuvwxyz".repeat(3);
        List<ObservedCall<String, Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(ObservedCall.certain(i, i, "", letters.substring(i, i + 1), i + 1, 10L * i, 10L * i + 5));
        }
        calls.add(ObservedCall.certain(60, 60, "", "!", 60, 598, 599));

        Explanation why = explained(new Word(), calls);

        assertThat(why.start()).isEqualTo(new Explanation.Start(59, letters.substring(0, 59)));
        assertThat(why.order()).extracting(line -> line.call().number()).containsExactly(59);
        assertThat(why.culprit().call().number()).isEqualTo(60);
        assertThat(why.size()).isEqualTo(2);
        assertThat(why.proof()).isEqualTo(Explanation.Proof.TRIED_EVERY_ORDER);
        assertThat(why.prose())
                .contains("They begin in the state " + letters.substring(0, 59)
                        + ", to which 59 operations before them lead.");
    }

    /**
     * Ten rounds: two registers are written in turn, the third by twelve clients at once, and one of these values is
     * then read. The projection to the third register is short only because its writes are known to overwrite.
     */
    @Test
    void check_stale_read_of_one_of_three_registers_is_explained_by_that_register() {
        List<ObservedCall<MultiRegister.Input, MultiRegister.Output>> calls = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            long from = 1_000L * round;
            for (int i = 0; i < 17; i++) {
                calls.add(write(calls.size(), i % 2 == 0 ? "a" : "b", from + 10L * i, from + 10L * i + 5));
            }
            for (int i = 0; i < 12; i++) {
                calls.add(write(calls.size(), "c", from + 200 + i, from + 300 + i));
            }
            int last = calls.size() - 1;
            calls.add(read(calls.size(), "c", last, "b", last - 13, from + 400));
        }
        int stale = calls.size() - 32;
        calls.add(read(300, "c", stale, "b", 285, 10_000));

        Explanation why = explained(new MultiRegister("nil"), calls);

        assertThat(why.operations()).isEqualTo(301);
        assertThat(why.size()).isLessThanOrEqualTo(4);
        assertThat(why.proof()).isEqualTo(Explanation.Proof.TRIED_EVERY_ORDER);
        assertThat(why.others()).isEqualTo(Explanation.Others.CANNOT_HELP);
        assertThat(why.culprit().words()).isEqualTo("read c \u2192 " + stale + ", read b \u2192 285");
        assertThat(why.state()).matches("\\{c=\\d+}");
    }

    /** Each operation reads the value before the last one, so none can be removed before the stale read. */
    @Test
    void check_stale_read_after_a_long_chain_is_not_explained_by_a_part_of_the_chain() {
        List<ObservedCall<MultiRegister.Input, MultiRegister.Output>> calls = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            long round = 1_000L * (i / 30);
            calls.add(ObservedCall.certain(
                    i,
                    i % 30,
                    "",
                    new MultiRegister.Input(
                            List.of(new Access("r" + i % 3, "" + i), new Access("r" + (i + 1) % 3, null))),
                    new MultiRegister.Output(List.of("", i < 2 ? "0" : "" + (i - 2))),
                    round + i,
                    round + 900 - i));
        }
        calls.add(read(150, "r1", 88, "r2", 149, 6_000));

        Explanation why = explained(new MultiRegister("0"), calls);

        assertThat(why.culprit().call().number()).isEqualTo(150);
        assertThat(why.order()).last().extracting(line -> line.call().number()).isEqualTo(149);
        assertThat(why.proof()).isEqualTo(Explanation.Proof.ENGINE);
    }

    private static ObservedCall<MultiRegister.Input, MultiRegister.Output> write(
            int number, String register, long from, long to) {
        return ObservedCall.certain(
                number,
                number,
                "",
                new MultiRegister.Input(List.of(new Access(register, "" + number))),
                new MultiRegister.Output(List.of("")),
                from,
                to);
    }

    private static ObservedCall<MultiRegister.Input, MultiRegister.Output> read(
            int number, String one, int value, String other, int otherValue, long from) {
        return ObservedCall.certain(
                number,
                number,
                "",
                new MultiRegister.Input(List.of(new Access(one, null), new Access(other, null))),
                new MultiRegister.Output(List.of("" + value, "" + otherValue)),
                from,
                from + 5);
    }
}
