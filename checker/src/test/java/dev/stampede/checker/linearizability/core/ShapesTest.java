package dev.stampede.checker.linearizability.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.fuzz.ModelAlphabets;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The declared shapes of all models agree with their steps, and undeclared shapes are derived. */
class ShapesTest {
    private static final int MAX_STATES = 300;

    static Stream<OperationAlphabet<?, ?, ?>> alphabets() {
        return ModelAlphabets.all();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void shape_of_every_operation_agrees_with_the_step_in_every_state(OperationAlphabet<?, ?, ?> alphabet) {
        assertThat(comparisons(alphabet)).isPositive();
    }

    private static <S, I, O> int comparisons(OperationAlphabet<S, I, O> alphabet) {
        Set<S> states = states(alphabet);
        int comparisons = 0;
        for (I input : inputs(alphabet)) {
            List<@Nullable O> outputs = new ArrayList<>(alphabet.outputs().apply(input));
            outputs.add(null);
            for (O output : outputs) {
                for (S state : states) {
                    compare(alphabet.model(), state, input, output);
                    comparisons++;
                }
            }
        }
        return comparisons;
    }

    private static <S, I, O> List<I> inputs(OperationAlphabet<S, I, O> alphabet) {
        return Stream.of(0, 1, 2)
                .flatMap(client -> alphabet.inputs().apply(client).stream())
                .distinct()
                .toList();
    }

    private static <S, I, O> Set<S> states(OperationAlphabet<S, I, O> alphabet) {
        List<S> queue = new ArrayList<>(List.of(alphabet.model().initial()));
        Set<S> states = new LinkedHashSet<>(queue);
        for (int i = 0; i < queue.size() && states.size() < MAX_STATES; i++) {
            for (I input : inputs(alphabet)) {
                for (S next : alphabet.model().step(queue.get(i), input, null)) {
                    if (states.add(next)) {
                        queue.add(next);
                    }
                }
            }
        }
        return states;
    }

    private static <S, I, O> void compare(Model<S, I, O> model, S state, I input, @Nullable O output) {
        List<S> next = model.step(state, input, output);
        boolean mayBeIdle = output == null;
        Shape<S> shape = model.shape(input, output);
        String what = shape + " of " + input + " \u2192 " + output + " in the state " + state;
        if (shape instanceof Shape.Reads<S> reads) {
            assertIdle(what, next, state, state.equals(reads.state()), mayBeIdle);
        } else if (shape instanceof Shape.Excludes<S> excludes) {
            assertIdle(what, next, state, !state.equals(excludes.state()), mayBeIdle);
        } else if (shape instanceof Shape.Observes<S>) {
            assertThat(next).as(what).allMatch(state::equals);
        } else if (shape instanceof Shape.Overwrites<S> overwrites) {
            assertThat(next).as(what).containsExactly(overwrites.next());
        } else if (shape instanceof Shape.Adds<S>) {
            assertThat(next).as(what).isNotEmpty();
        } else if (shape instanceof Shape.Moves<S> moves && state.equals(moves.from())) {
            assertThat(next).as(what).containsExactly(moves.to());
        } else if (shape instanceof Shape.Moves<S>) {
            assertThat(next).as(what).allMatch(after -> mayBeIdle && after.equals(state));
        } else if (shape instanceof Shape.Yields<S> yields) {
            assertThat(next)
                    .as(what)
                    .allMatch(after -> after.equals(yields.to()) || (mayBeIdle && after.equals(state)));
        }
        if (!(shape instanceof Shape.Overwrites<S>)) {
            assertThat(next).as("may lead: " + what).allMatch(after -> model.mayLead(state, after));
        }
    }

    private static <S> void assertIdle(String what, List<S> next, S state, boolean possible, boolean mayBeIdle) {
        if (possible) {
            assertThat(next).as(what).containsExactly(state);
        } else {
            assertThat(next).as(what).allMatch(after -> mayBeIdle && after.equals(state));
        }
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void may_lead_is_reflexive_and_holds_over_several_steps(OperationAlphabet<?, ?, ?> alphabet) {
        assertThat(leaps(alphabet)).isPositive();
    }

    private static <S, I, O> int leaps(OperationAlphabet<S, I, O> alphabet) {
        Model<S, I, O> model = alphabet.model();
        List<S> states = states(alphabet).stream().limit(40).toList();
        int leaps = 0;
        for (S a : states) {
            assertThat(model.mayLead(a, a)).isTrue();
            for (S b : states) {
                for (S c : states) {
                    if (model.mayLead(a, b) && model.mayLead(b, c)) {
                        assertThat(model.mayLead(a, c))
                                .as("%s, %s, %s", a, b, c)
                                .isTrue();
                        leaps++;
                    }
                }
            }
        }
        return leaps;
    }

    /** A model that declares nothing. */
    private record Undeclared(Register register) implements Model<String, Register.Input, Register.Output> {
        @Override
        public String initial() {
            return register.initial();
        }

        @Override
        public List<String> step(String state, Register.Input input, Register.@Nullable Output output) {
            return register.step(state, input, output);
        }
    }

    @Test
    void derive_model_that_declares_nothing_finds_what_its_steps_do() {
        Transitions<String, Register.Input, Register.Output> transitions =
                new Transitions<>(new Undeclared(new Register("0")));
        int write = transitions.kind(certain(new Register.Write("1"), Register.Done.WRITTEN));
        int other = transitions.kind(certain(new Register.Write("2"), Register.Done.WRITTEN));
        int read = transitions.kind(certain(new Register.Read(), new Register.Value("1")));
        int cas = transitions.kind(certain(new Register.CompareAndSet("1", "0"), Register.Done.SWAPPED));
        int failed = transitions.kind(certain(new Register.CompareAndSet("1", "0"), Register.Done.MISMATCHED));
        int maybe = transitions.kind(ObservedCall.possible(9, 0, "", new Register.CompareAndSet("2", "1"), 0));
        int idle = transitions.kind(ObservedCall.possible(9, 0, "", new Register.CompareAndSet("2", "2"), 0));

        transitions.derive(1000);

        assertThat(List.of(write, other, read, cas, failed, maybe, idle))
                .extracting(transitions::form)
                .containsExactly(
                        TransitionForm.OVERWRITES,
                        TransitionForm.OVERWRITES,
                        TransitionForm.READS,
                        TransitionForm.MOVES,
                        TransitionForm.EXCLUDES,
                        TransitionForm.MOVES,
                        TransitionForm.USELESS);
        assertThat(transitions.state(transitions.to(write))).isEqualTo("1");
        assertThat(transitions.state(transitions.from(failed))).isEqualTo("1");
        assertThat(transitions.state(transitions.from(maybe))).isEqualTo("2");
    }

    private static ObservedCall<Register.Input, Register.Output> certain(Register.Input input, Register.Output output) {
        return ObservedCall.certain(0, 0, "", input, output, 0, 1);
    }
}
