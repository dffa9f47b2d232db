package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.IdGenerator;
import org.junit.jupiter.api.Test;

/** Unique ids. */
class IdSpecialistTest {
    @Test
    void decide_unique_ids_are_accepted_and_a_duplicate_is_refuted() {
        Calls<IdGenerator.Input, IdGenerator.Output> ids = new Calls<IdGenerator.Input, IdGenerator.Output>()
                .ok(0, IdGenerator.Input.GENERATE, new IdGenerator.Output("9"), 0, 1)
                .ok(0, IdGenerator.Input.GENERATE, new IdGenerator.Output("3"), 2, 3);

        accepts(new IdSpecialist(), new IdGenerator(), ids, 0, 1);
        refutes(
                new IdSpecialist(),
                new IdGenerator(),
                ids.ok(1, IdGenerator.Input.GENERATE, new IdGenerator.Output("9"), 0, 9),
                0,
                2);
    }
}
