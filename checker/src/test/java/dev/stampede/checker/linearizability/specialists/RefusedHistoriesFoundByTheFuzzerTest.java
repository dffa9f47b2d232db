package dev.stampede.checker.linearizability.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Linearizable histories that a specialist once refuted, because it did not check its precondition. */
class RefusedHistoriesFoundByTheFuzzerTest {
    private static SearchBudget budget() {
        return SearchBudget.of(CheckBudget.of(Duration.ofMinutes(1), 1 << 26));
    }

    /** It treated the election as one without effect, and so its epoch as one that cannot have been observed. */
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
                .isInstanceOf(SpecialistResult.Refused.class);
        assertThat(NaiveSearch.linearizable(new LeaderElection(), calls)).isTrue();
    }

    /** It treated the second release as the end of an unknown hold, and the first one as the end of the first hold. */
    @Test
    void decide_release_that_may_come_after_the_next_one_is_refused_by_the_specialist() {
        Mutex mutex = new Mutex(Mutex.Reentry.REFUSED);
        List<ObservedCall<Mutex.Input, Mutex.Output>> calls = List.of(
                ObservedCall.certain(0, 0, "", new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1),
                ObservedCall.possible(1, 0, "", new Mutex.Release(0), 2),
                ObservedCall.possible(2, 0, "", new Mutex.Acquire(0), 3),
                ObservedCall.certain(3, 0, "", new Mutex.Release(0), Mutex.Output.RELEASED, 4, 5),
                ObservedCall.certain(4, 0, "", new Mutex.Acquire(0), Mutex.Output.GRANTED, 6, 6),
                ObservedCall.certain(5, 0, "", new Mutex.Acquire(0), Mutex.Output.GRANTED, 7, 8));

        assertThat(new MutexSpecialist(Mutex.Reentry.REFUSED).decide(Problem.of(mutex, calls), budget()))
                .isInstanceOf(SpecialistResult.Refused.class);
        assertThat(NaiveSearch.linearizable(mutex, calls)).isTrue();
    }
}
