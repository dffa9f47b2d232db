package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuted;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.Mutex;
import org.junit.jupiter.api.Test;

/** Holds of a lock, and observations that it is held or free. */
class MutexSpecialistTest {
    private static Calls<Mutex.Input, Mutex.Output> mutex() {
        return new Calls<>();
    }

    @Test
    void decide_lock_held_for_an_observer_up_to_the_return_of_the_release_is_accepted() {
        accepts(
                new MutexSpecialist(Mutex.Reentry.REFUSED),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 2, 9)
                        .ok(1, new Mutex.Acquire(1), Mutex.Output.REFUSED, 3, 4)
                        .ok(2, new Mutex.IsHeld(), Mutex.Output.FREE, 5, 6),
                0,
                2,
                1,
                3);
    }

    @Test
    void decide_lock_free_for_an_observer_before_it_is_held_for_another_is_refuted() {
        refuted(
                new MutexSpecialist(Mutex.Reentry.REFUSED),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 2, 9)
                        .ok(2, new Mutex.IsHeld(), Mutex.Output.FREE, 3, 4)
                        .ok(1, new Mutex.Acquire(1), Mutex.Output.REFUSED, 5, 6));
    }

    @Test
    void decide_two_holders_at_once_is_refuted_by_their_calls() {
        refutes(
                new MutexSpecialist(Mutex.Reentry.GRANTED),
                new Mutex(Mutex.Reentry.GRANTED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 1)
                        .ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 2, 3)
                        .ok(1, new Mutex.Acquire(1), Mutex.Output.GRANTED, 4, 5)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 6, 7)
                        .ok(0, new Mutex.Release(0), Mutex.Output.RELEASED, 8, 9),
                0,
                2,
                4);
    }

    @Test
    void decide_owner_that_calls_twice_at_once_is_refused_and_left_to_the_turnstile() {
        Calls<Mutex.Input, Mutex.Output> calls = mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 5)
                .ok(1, new Mutex.Acquire(0), Mutex.Output.GRANTED, 1, 6)
                .ok(2, new Mutex.Release(0), Mutex.Output.RELEASED, 4, 7);
        Mutex model = new Mutex(Mutex.Reentry.REFUSED);

        refuses(new MutexSpecialist(Mutex.Reentry.REFUSED), model, calls, "waits for the answer");
        accepts(new TurnstileSpecialist(1), model, calls, 0, 2, 1);
    }
}
