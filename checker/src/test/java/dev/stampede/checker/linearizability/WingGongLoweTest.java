package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WingGongLoweTest {
    private static final Register MODEL = new Register("0");

    private static ObservedCall<Register.Input, Register.Output> write(int number, int value, long from, long to) {
        return ObservedCall.certain(
                number, number, "", new Register.Write("" + value), Register.Done.WRITTEN, from, to);
    }

    private static ObservedCall<Register.Input, Register.Output> read(int number, int value, long from, long to) {
        return ObservedCall.certain(number, number, "", new Register.Read(), new Register.Value("" + value), from, to);
    }

    private static Decision decide(
            List<ObservedCall<Register.Input, Register.Output>> calls, Duration time, long bytes) {
        return new WingGongLowe()
                .decide(Problem.of(MODEL, calls), SearchBudget.of(CheckBudget.of(time, bytes), time.toNanos()));
    }

    private static Decision decide(List<ObservedCall<Register.Input, Register.Output>> calls) {
        return decide(calls, Duration.ofSeconds(10), 1 << 26);
    }

    /** As many concurrent writes of different values, and then a read of a value that nobody wrote. */
    private static List<ObservedCall<Register.Input, Register.Output>> hopeless(int writes) {
        List<ObservedCall<Register.Input, Register.Output>> calls = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            calls.add(write(i, i, 0, 10));
        }
        calls.add(read(writes, 999, 11, 12));
        return calls;
    }

    @Test
    void decide_call_at_the_time_of_a_return_is_concurrent_with_it() {
        assertThat(decide(List.of(write(0, 1, 0, 5), read(1, 0, 5, 6)))).isInstanceOf(Decision.Linearizable.class);
        assertThat(decide(List.of(write(0, 1, 0, 5), read(1, 0, 6, 7)))).isInstanceOf(Decision.NotLinearizable.class);
    }

    @Test
    void decide_indeterminate_write_may_take_effect_late_and_never_after_its_deadline() {
        ObservedCall<Register.Input, Register.Output> open =
                ObservedCall.possible(0, 0, "", new Register.Write("1"), 0);
        ObservedCall<Register.Input, Register.Output> bounded =
                new ObservedCall<>(0, 0, "", new Register.Write("1"), null, ObservedCall.Effect.POSSIBLE, 0, 25);
        List<ObservedCall<Register.Input, Register.Output>> before = List.of(read(1, 0, 10, 20));
        List<ObservedCall<Register.Input, Register.Output>> late = List.of(read(1, 0, 30, 40), read(2, 1, 50, 60));

        assertThat(decide(with(open, before))).isInstanceOf(Decision.Linearizable.class);
        assertThat(decide(with(open, late))).isInstanceOf(Decision.Linearizable.class);
        assertThat(decide(with(bounded, late))).isInstanceOf(Decision.NotLinearizable.class);
    }

    private static List<ObservedCall<Register.Input, Register.Output>> with(
            ObservedCall<Register.Input, Register.Output> first,
            List<ObservedCall<Register.Input, Register.Output>> others) {
        List<ObservedCall<Register.Input, Register.Output>> all = new ArrayList<>(List.of(first));
        all.addAll(others);
        return all;
    }

    @Test
    void decide_linearizable_history_has_a_witness_in_an_order_that_the_model_allows() {
        Decision decision = decide(List.of(read(0, 2, 0, 10), write(1, 1, 0, 10), write(2, 2, 0, 4)));

        assertThat(((Decision.Linearizable) decision).witness())
                .containsSubsequence(2, 0)
                .hasSize(3);
    }

    @Test
    void decide_time_runs_out_says_so_and_how_far_it_got() {
        Decision decision = decide(hopeless(40), Duration.ofMillis(50), 1 << 28);

        assertThat(decision).isInstanceOfSatisfying(Decision.Unknown.class, unknown -> {
            assertThat(unknown.limit()).isEqualTo(Decision.Limit.TIME);
            assertThat(unknown.reason()).startsWith("ran out of time: ").contains("at best 40 of 41 operations");
        });
    }

    @Test
    void decide_memory_runs_out_says_so() {
        Decision decision = decide(hopeless(40), Duration.ofSeconds(30), 1 << 20);

        assertThat(decision).isInstanceOfSatisfying(Decision.Unknown.class, unknown -> assertThat(unknown.limit())
                .isEqualTo(Decision.Limit.MEMORY));
    }
}
