package dev.stampede.checker.linearizability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.MultiRegister;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedEngineTest {
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
        return new WindowedEngine().decide(Problem.of(MODEL, calls), SearchBudget.of(CheckBudget.of(time, bytes)));
    }

    private static Decision decide(List<ObservedCall<Register.Input, Register.Output>> calls) {
        return decide(calls, Duration.ofSeconds(10), 1 << 26);
    }

    /** Many concurrent writes to several registers with few declared shapes, and a read that none of them explains. */
    private static Decision hopeless(int writes, Duration time, long bytes) {
        List<ObservedCall<MultiRegister.Input, MultiRegister.Output>> calls = new ArrayList<>();
        for (int i = 0; i <= writes; i++) {
            MultiRegister.Access write = new MultiRegister.Access("r" + i % 5, "" + i);
            MultiRegister.Access read = new MultiRegister.Access("r0", null);
            calls.add(ObservedCall.certain(
                    i,
                    i,
                    "",
                    new MultiRegister.Input(List.of(i < writes ? write : read)),
                    new MultiRegister.Output(List.of(i < writes ? "" : "nowhere")),
                    i < writes ? 0 : 11,
                    i < writes ? 10 : 12));
        }
        return new WindowedEngine()
                .decide(Problem.of(new MultiRegister("0"), calls), SearchBudget.of(CheckBudget.of(time, bytes)));
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
    void decide_more_open_operations_than_a_word_has_bits_is_exact() {
        List<ObservedCall<Register.Input, Register.Output>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(write(i, i, 0, 10));
        }
        List<ObservedCall<Register.Input, Register.Output>> readMeanwhile = new ArrayList<>(calls);
        for (int i = 0; i < 150; i++) {
            readMeanwhile.add(read(200 + i, i, 0, 9));
        }
        calls.add(read(200, 7, 11, 12));

        assertThat(decide(readMeanwhile)).isInstanceOf(Decision.Linearizable.class);
        assertThat(decide(calls)).isInstanceOf(Decision.Linearizable.class);

        calls.add(read(201, 8, 13, 14));
        assertThat(decide(calls)).isInstanceOf(Decision.NotLinearizable.class);
    }

    @Test
    void decide_exhausted_time_is_reported_with_the_progress() {
        assertThat(hopeless(60, Duration.ofMillis(50), 1 << 28))
                .isInstanceOfSatisfying(Decision.Unknown.class, unknown -> {
                    assertThat(unknown.limit()).isEqualTo(Decision.Limit.TIME);
                    assertThat(unknown.reason()).startsWith("ran out of time: ").contains("of 61 returns passed");
                });
    }

    @Test
    void decide_exhausted_memory_is_reported() {
        assertThat(hopeless(60, Duration.ofMinutes(2), 1 << 20))
                .isInstanceOfSatisfying(Decision.Unknown.class, unknown -> assertThat(unknown.limit())
                        .isEqualTo(Decision.Limit.MEMORY));
    }
}
