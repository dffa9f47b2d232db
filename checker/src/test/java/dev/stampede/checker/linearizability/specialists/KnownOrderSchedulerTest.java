package dev.stampede.checker.linearizability.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.EventOrder;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Observers of all states except one, with two steps: into state 1 at 10 to 19, into state 2 at 30 to 39. */
class KnownOrderSchedulerTest {
    private static final ObservedCall<?, ?> FIRST = call(10, 19);
    private static final ObservedCall<?, ?> SECOND = call(30, 39);

    /** An observer of all states except this one. */
    private record Beside(int state, ObservedCall<?, ?> call) {}

    private static Beside beside(int state, long from, long to) {
        return new Beside(state, call(from, to));
    }

    private static ObservedCall<?, ?> call(long from, long to) {
        return ObservedCall.certain(0, 0, "", "", "", from, to);
    }

    /** Operation 0 is the step into state 1, operation 1 the one into state 2, the others are the observers. */
    private static SpecialistResult decide(Beside... observers) {
        ObservedCall<?, ?>[] calls = Stream.concat(
                        Stream.of(FIRST, SECOND), Arrays.stream(observers).map(Beside::call))
                .toArray(ObservedCall<?, ?>[]::new);
        byte[] role = new byte[calls.length];
        int[] state = new int[calls.length];
        int[] step = new int[3];
        KnownOrderScheduler.step(role, state, step, 0, 1);
        KnownOrderScheduler.step(role, state, step, 1, 2);
        for (int i = 0; i < observers.length; i++) {
            role[2 + i] = KnownOrderScheduler.BESIDE;
            state[2 + i] = observers[i].state();
        }
        return new KnownOrderScheduler(EventOrder.of(calls), role, state, step, 2)
                .decide(SearchBudget.of(CheckBudget.of(Duration.ofMinutes(1), 1 << 26)));
    }

    private static void assertAccepted(SpecialistResult result, int... witness) {
        assertThat(result)
                .isInstanceOfSatisfying(SpecialistResult.Accepted.class, accepted -> assertThat(accepted.witness())
                        .containsExactly(witness));
    }

    private static void assertRefuted(SpecialistResult result, int... suspects) {
        assertThat(result)
                .isInstanceOfSatisfying(SpecialistResult.Refuted.class, refuted -> assertThat(refuted.suspects())
                        .containsExactly(suspects));
    }

    @Test
    void decide_observer_of_all_but_a_state_that_returns_before_it_is_accepted_before_it() {
        assertAccepted(decide(beside(1, 0, 5)), 2, 0, 1);
    }

    @Test
    void decide_observer_of_all_but_a_state_that_is_called_after_it_is_accepted_after_it() {
        assertAccepted(decide(beside(1, 50, 55)), 0, 1, 2);
    }

    @Test
    void decide_observer_of_all_but_a_state_that_is_called_during_the_step_into_it_puts_the_step_off() {
        assertAccepted(decide(beside(1, 15, 25)), 2, 0, 1);
    }

    @Test
    void decide_observer_of_all_but_a_state_that_returns_during_the_step_out_of_it_takes_place_after_the_step() {
        assertAccepted(decide(beside(1, 25, 35)), 0, 1, 2);
    }

    @Test
    void decide_observer_of_all_but_a_state_that_lasts_longer_than_its_interval_is_refuted() {
        assertRefuted(decide(beside(1, 22, 28)), 0, 1, 2);
    }

    @Test
    void decide_observers_of_all_but_a_state_on_both_sides_of_it_are_accepted_there() {
        assertAccepted(decide(beside(1, 12, 28), beside(1, 22, 32)), 2, 0, 1, 3);
    }

    @Test
    void decide_observers_of_all_but_a_state_that_are_possible_only_individually_are_refuted() {
        assertAccepted(decide(beside(1, 12, 20), beside(1, 19, 29)), 2, 3, 0, 1);
        assertRefuted(decide(beside(1, 12, 20), beside(1, 20, 29)), 0, 1, 3);
    }

    @Test
    void decide_observer_of_all_but_the_first_state_is_accepted_after_a_step_and_refuted_before_it() {
        assertAccepted(decide(beside(0, 0, 12)), 0, 2, 1);
        assertRefuted(decide(beside(0, 0, 5)), 0, 2);
    }

    @Test
    void decide_observer_of_all_but_the_last_state_is_accepted_before_a_step_and_refuted_after_it() {
        assertAccepted(decide(beside(2, 35, 50)), 0, 2, 1);
        assertRefuted(decide(beside(2, 42, 45)), 1, 2);
    }

    @Test
    void decide_observer_that_puts_a_step_off_makes_way_for_one_of_the_state_before() {
        assertAccepted(decide(beside(2, 36, 37), beside(0, 11, 12)), 0, 3, 2, 1);
    }
}
