package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.model.KeyValue;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories on which a checker and the naive search once disagreed. */
class FoundByTheFuzzerTest {
    private static SearchBudget budget() {
        return SearchBudget.of(CheckBudget.of(Duration.ofMinutes(1), 1 << 26));
    }

    private static <S, I, O> boolean linearizable(Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        return new WindowedEngine().decide(Problem.of(model, calls), budget()) instanceof Decision.Linearizable;
    }

    /** The append that returns next is of use only after another one. */
    @Test
    void decide_append_that_is_of_use_behind_another_is_not_forgotten() {
        List<ObservedCall<KeyValue.Input, KeyValue.Output>> calls = List.of(
                ObservedCall.possible(0, 1, "", new KeyValue.Append("a"), 0),
                new ObservedCall<>(1, 4, "", new KeyValue.Append("b"), null, ObservedCall.Effect.POSSIBLE, 1, 3),
                ObservedCall.certain(2, 2, "", new KeyValue.Get(), new KeyValue.Output("ab"), 2, 4));

        assertThat(linearizable(new KeyValue(), calls)).isTrue();
    }

    /** It took the election as if it had not happened, and so its epoch as one that nobody can have seen. */
    @Test
    void decide_election_that_may_have_happened_in_a_known_epoch_is_refused_by_the_specialist() {
        List<ObservedCall<LeaderElection.Input, LeaderElection.Output>> calls = List.of(
                new ObservedCall<>(
                        0,
                        0,
                        "",
                        new LeaderElection.Elect("0"),
                        new LeaderElection.Elected(2),
                        ObservedCall.Effect.POSSIBLE,
                        0,
                        1),
                ObservedCall.certain(1, 0, "", new LeaderElection.Read(), new LeaderElection.Leader("0", 2), 2, 3));

        assertThat(new LeaderSpecialist().decide(Problem.of(new LeaderElection(), calls), budget()))
                .isInstanceOf(Ruling.Refused.class);
        assertThat(linearizable(new LeaderElection(), calls)).isTrue();
    }
}
