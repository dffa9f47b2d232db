package dev.stampede.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.fuzz.ModelAlphabets;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.fuzz.RandomHistory;
import dev.stampede.checker.fuzz.Rounds;
import dev.stampede.checker.linearizability.LinearizabilityChecker;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A projection of a linearizable history is linearizable. */
class ProjectableModelTest {
    private static final int HISTORIES = Rounds.of(1_000);
    private static final int MOST_CALLS = 8;

    static Stream<OperationAlphabet<?, ?, ?>> alphabets() {
        return ModelAlphabets.all().filter(alphabet -> alphabet.model() instanceof ProjectableModel);
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void projection_of_a_linearizable_history_is_linearizable(OperationAlphabet<?, ?, ?> alphabet) {
        assertThat(views(alphabet)).as("views that show something").isGreaterThan(HISTORIES / 2);
    }

    private static <S, I, O> int views(OperationAlphabet<S, I, O> alphabet) {
        if (!(alphabet.model() instanceof ProjectableModel<S, I, O> model)) {
            return 0;
        }
        int views = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<ObservedCall<I, O>> calls = RandomHistory.make(alphabet, seed, MOST_CALLS);
            if (linearizable(model, calls)) {
                List<String> parts = new ArrayList<>(new LinkedHashSet<>(calls.stream()
                        .flatMap(call -> model.parts(call.input(), call.output()).stream())
                        .toList()));
                for (int i = 0; i < parts.size(); i++) {
                    Set<String> some = Set.copyOf(parts.subList(i, Math.min(parts.size(), i + 1 + (int) (seed % 2))));
                    List<ObservedCall<I, O>> seen = project(model, calls, some);
                    assertThat(linearizable(model, seen))
                            .as("%s of %s: %s", some, calls, seen)
                            .isTrue();
                    views += seen.isEmpty() ? 0 : 1;
                }
            }
        }
        return views;
    }

    private static <S, I, O> boolean linearizable(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        CheckBudget budget = CheckBudget.of(Duration.ofMinutes(1), 1 << 27);
        return LinearizabilityChecker.standard().decide(model, calls, budget).verdict() == Verdict.VALID;
    }

    private static <S, I, O> List<ObservedCall<I, O>> project(
            ProjectableModel<S, I, O> model, List<ObservedCall<I, O>> calls, Set<String> parts) {
        List<ObservedCall<I, O>> seen = new ArrayList<>();
        for (ObservedCall<I, O> call : calls) {
            Optional<ProjectableModel.Projected<I, O>> looks = model.project(call.input(), call.output(), parts);
            looks.ifPresent(as -> seen.add(as(call, as.input(), as.output())));
        }
        return seen;
    }

    private static <I, O> ObservedCall<I, O> as(ObservedCall<I, O> call, I input, @Nullable O output) {
        return new ObservedCall<>(
                call.number(),
                call.client(),
                call.key(),
                input,
                output,
                output == null ? Effect.POSSIBLE : call.effect(),
                call.called(),
                call.returned());
    }
}
