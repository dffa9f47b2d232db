package dev.stampede.checker.linearizability.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.KeyValue;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Histories on which a checker and the naive search once disagreed. */
class FoundByTheFuzzerTest {
    private static SearchBudget budget() {
        return SearchBudget.of(CheckBudget.of(Duration.ofMinutes(1), 1 << 26));
    }

    private static <S, I, O> boolean linearizable(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new WindowedEngine().decide(Problem.of(model, calls), budget()) instanceof Decision.Linearizable;
    }

    /** The append that returns next is useful only after another one. */
    @Test
    void decide_append_that_is_useful_after_another_one_is_not_dropped() {
        List<ObservedCall<KeyValue.Input, KeyValue.Output>> calls = List.of(
                ObservedCall.possible(0, 1, "", new KeyValue.Append("a"), 0),
                new ObservedCall<>(1, 4, "", new KeyValue.Append("b"), null, ObservedCall.Effect.POSSIBLE, 1, 3),
                ObservedCall.certain(2, 2, "", new KeyValue.Get(), new KeyValue.Output("ab"), 2, 4));

        assertThat(linearizable(new KeyValue(), calls)).isTrue();
    }

    /** Two kinds of indeterminate operations lead to one state; one of them was called too late. */
    @Test
    void decide_two_supplies_of_one_state_by_a_model_that_declares_nothing_uses_either() {
        Register register = new Register("0");
        Model<String, Register.Input, Register.Output> undeclared = new Model<>() {
            @Override
            public String initial() {
                return register.initial();
            }

            @Override
            public List<String> step(String state, Register.Input input, Register.@Nullable Output output) {
                return register.step(state, input, output);
            }
        };
        Register.Input cas = new Register.CompareAndSet("1", "1");
        List<ObservedCall<Register.Input, Register.Output>> calls = List.of(
                ObservedCall.certain(0, 0, "", new Register.Read(), new Register.Value("0"), 1, 8),
                ObservedCall.certain(1, 1, "", cas, Register.Done.MISMATCHED, 2, 4),
                ObservedCall.possible(2, 2, "", new Register.CompareAndSet("0", "1"), 2),
                ObservedCall.certain(3, 1, "", new Register.Read(), new Register.Value("1"), 5, 11),
                ObservedCall.certain(4, 2, "", cas, Register.Done.SWAPPED, 6, 9),
                ObservedCall.possible(5, 0, "", new Register.Write("1"), 11));

        assertThat(linearizable(undeclared, calls)).isTrue();
    }
}
