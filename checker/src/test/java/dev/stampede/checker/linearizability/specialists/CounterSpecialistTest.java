package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuted;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.Counter;
import org.junit.jupiter.api.Test;

/** The order of a counter by its values. */
class CounterSpecialistTest {
    private static Calls<Counter.Input, Counter.Output> counter() {
        return new Calls<Counter.Input, Counter.Output>()
                .open(0, new Counter.Add(1), 0)
                .ok(1, new Counter.Add(1), new Counter.Value(2), 0, 1);
    }

    @Test
    void decide_gap_filled_by_a_lost_increment_is_accepted() {
        accepts(new CounterSpecialist(), new Counter(0L), counter(), 0, 1);
    }

    @Test
    void decide_value_that_goes_back_is_refuted() {
        refuted(
                new CounterSpecialist(),
                new Counter(0L),
                counter().ok(2, new Counter.Read(), new Counter.Value(1), 3, 4));
    }

    @Test
    void decide_increment_by_more_than_one_is_refused() {
        refuses(
                new CounterSpecialist(),
                new Counter(0L),
                counter().ok(2, new Counter.Add(2), Counter.Done.ADDED, 3, 4),
                "by 1");
    }
}
