package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.ElementSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sets that are read as a whole, and sets that are queried for single elements. */
class ElementSetSpecialistsTest {
    private static Calls<ElementSet.Input, ElementSet.Output> set() {
        return new Calls<ElementSet.Input, ElementSet.Output>()
                .ok(0, new ElementSet.Add("a"), ElementSet.Status.DONE, 0, 1)
                .ok(0, new ElementSet.Add("b"), ElementSet.Status.DONE, 2, 9);
    }

    private static ElementSet.Elements elements(String... elements) {
        return new ElementSet.Elements(Set.of(elements));
    }

    @Test
    void decide_reads_that_grow_are_accepted_and_one_that_shrinks_refuted() {
        Calls<ElementSet.Input, ElementSet.Output> growing = set().ok(1, new ElementSet.Read(), elements("a"), 3, 4)
                .ok(1, new ElementSet.Read(), elements("a", "b"), 5, 6);
        Calls<ElementSet.Input, ElementSet.Output> shrinking = set().ok(
                        1, new ElementSet.Read(), elements("a", "b"), 3, 4)
                .ok(1, new ElementSet.Read(), elements("a"), 5, 6);

        accepts(new SnapshotSpecialist(), new ElementSet(), growing, 0, 2, 1, 3);
        refutes(new SnapshotSpecialist(), new ElementSet(), shrinking, 2, 3);
    }

    @Test
    void decide_element_that_is_absent_and_present_again_is_refuted() {
        Calls<ElementSet.Input, ElementSet.Output> gone = set().ok(
                        1, new ElementSet.Remove("a"), ElementSet.Status.YES, 3, 4)
                .ok(1, new ElementSet.Contains("a"), ElementSet.Status.NO, 5, 6);
        Calls<ElementSet.Input, ElementSet.Output> again = set().ok(
                        1, new ElementSet.Remove("a"), ElementSet.Status.YES, 3, 4)
                .ok(1, new ElementSet.Contains("a"), ElementSet.Status.YES, 5, 6);

        assertThat(result(new MembershipSpecialist(), new ElementSet(), gone))
                .isInstanceOf(SpecialistResult.Accepted.class);
        refutes(new MembershipSpecialist(), new ElementSet(), again, 0, 2, 3);
    }

    @Test
    void decide_set_with_reads_of_all_elements_and_removes_is_refused_by_both() {
        Calls<ElementSet.Input, ElementSet.Output> both = set().ok(
                        1, new ElementSet.Remove("a"), ElementSet.Status.YES, 3, 4)
                .ok(1, new ElementSet.Read(), elements(), 5, 6);

        refuses(new MembershipSpecialist(), new ElementSet(), both, "no operation reads all");
        refuses(new SnapshotSpecialist(), new ElementSet(), both, "every call adds");
    }
}
