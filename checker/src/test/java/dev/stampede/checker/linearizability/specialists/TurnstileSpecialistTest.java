package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.Mutex;
import org.junit.jupiter.api.Test;

/** Acquires and releases of permits without owners. */
class TurnstileSpecialistTest {
    private static Calls<Mutex.Input, Mutex.Output> mutex() {
        return new Calls<>();
    }

    @Test
    void decide_more_takes_than_permits_is_refuted() {
        refutes(
                new TurnstileSpecialist(1),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.Acquire(0), Mutex.Output.GRANTED, 0, 5)
                        .ok(1, new Mutex.Acquire(0), Mutex.Output.GRANTED, 1, 6),
                0,
                1);
    }

    @Test
    void decide_observer_is_refused() {
        refuses(
                new TurnstileSpecialist(1),
                new Mutex(Mutex.Reentry.REFUSED),
                mutex().ok(0, new Mutex.IsHeld(), Mutex.Output.FREE, 0, 5),
                "none observes");
    }
}
