package dev.stampede.checker.linearizability.specialists;

import static dev.stampede.checker.linearizability.specialists.SpecialistResults.accepts;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refuses;
import static dev.stampede.checker.linearizability.specialists.SpecialistResults.refutes;

import dev.stampede.checker.linearizability.specialists.SpecialistResults.Calls;
import dev.stampede.checker.model.VersionedZnode;
import org.junit.jupiter.api.Test;

/** The order of a znode by its versions. */
class ZnodeSpecialistTest {
    private static final VersionedZnode ZNODE = new VersionedZnode(VersionedZnode.ABSENT);

    private static Calls<VersionedZnode.Input, VersionedZnode.Output> znode() {
        return new Calls<VersionedZnode.Input, VersionedZnode.Output>()
                .ok(0, new VersionedZnode.Create("a"), VersionedZnode.Code.CREATED, 0, 1);
    }

    @Test
    void decide_version_left_by_a_lost_set_is_accepted() {
        accepts(
                new ZnodeSpecialist(),
                ZNODE,
                znode().open(1, new VersionedZnode.SetData("b", 0), 2)
                        .ok(0, new VersionedZnode.SetData("c", -1), new VersionedZnode.Version(2), 3, 4)
                        .ok(0, new VersionedZnode.SetData("d", 0), VersionedZnode.Code.BAD_VERSION, 5, 6),
                0,
                1,
                2,
                3);
    }

    @Test
    void decide_version_without_a_write_is_refuted() {
        refutes(
                new ZnodeSpecialist(),
                ZNODE,
                znode().ok(0, new VersionedZnode.GetData(), new VersionedZnode.Data("b", 1), 3, 4),
                1);
    }

    @Test
    void decide_znode_that_may_have_been_deleted_is_refused() {
        refuses(new ZnodeSpecialist(), ZNODE, znode().open(1, new VersionedZnode.Delete(-1), 2), "never deleted");
    }

    private static final VersionedZnode THERE = new VersionedZnode(new VersionedZnode.State("a", 0));

    private static Calls<VersionedZnode.Input, VersionedZnode.Output> there() {
        return new Calls<>();
    }

    @Test
    void decide_bad_version_of_what_a_concurrent_set_leaves_is_accepted_before_that_set() {
        accepts(
                new ZnodeSpecialist(),
                THERE,
                there().ok(0, new VersionedZnode.SetData("b", 0), new VersionedZnode.Version(1), 0, 9)
                        .ok(1, new VersionedZnode.SetData("c", 1), VersionedZnode.Code.BAD_VERSION, 3, 4),
                1,
                0);
    }

    @Test
    void decide_bad_version_of_what_two_concurrent_sets_leave_and_replace_is_accepted_beside_it() {
        accepts(
                new ZnodeSpecialist(),
                THERE,
                there().ok(0, new VersionedZnode.SetData("b", 0), new VersionedZnode.Version(1), 0, 9)
                        .ok(1, new VersionedZnode.SetData("c", -1), new VersionedZnode.Version(2), 0, 9)
                        .ok(2, new VersionedZnode.Delete(1), VersionedZnode.Code.BAD_VERSION, 3, 4)
                        .ok(3, new VersionedZnode.GetData(), new VersionedZnode.Data("c", 2), 5, 6)
                        .ok(4, new VersionedZnode.Delete(1), VersionedZnode.Code.BAD_VERSION, 5, 9),
                0,
                1,
                2,
                3,
                4);
    }

    @Test
    void decide_bad_version_of_a_version_that_is_never_reached_is_accepted() {
        accepts(
                new ZnodeSpecialist(),
                THERE,
                there().ok(0, new VersionedZnode.SetData("b", -1), new VersionedZnode.Version(1), 0, 1)
                        .ok(1, new VersionedZnode.SetData("c", 7), VersionedZnode.Code.BAD_VERSION, 2, 3)
                        .ok(1, new VersionedZnode.GetData(), new VersionedZnode.Data("b", 1), 4, 5),
                0,
                1,
                2);
    }

    @Test
    void decide_bad_version_where_the_znode_had_it_all_the_while_is_refuted() {
        refutes(
                new ZnodeSpecialist(),
                THERE,
                there().ok(0, new VersionedZnode.SetData("b", 0), new VersionedZnode.Version(1), 0, 1)
                        .ok(1, new VersionedZnode.SetData("c", 1), VersionedZnode.Code.BAD_VERSION, 2, 3)
                        .ok(0, new VersionedZnode.SetData("d", 1), new VersionedZnode.Version(2), 4, 5),
                1,
                2);
    }

    @Test
    void decide_bad_version_of_a_version_that_a_lost_set_may_have_left_is_refused() {
        refuses(
                new ZnodeSpecialist(),
                THERE,
                there().open(0, new VersionedZnode.SetData("b", 0), 0)
                        .ok(1, new VersionedZnode.SetData("c", 1), VersionedZnode.Code.BAD_VERSION, 2, 3),
                "every change is acknowledged");
    }

    @Test
    void decide_bad_version_where_the_znode_may_yet_have_been_absent_is_refused() {
        refuses(
                new ZnodeSpecialist(),
                ZNODE,
                there().ok(0, new VersionedZnode.Create("a"), VersionedZnode.Code.CREATED, 0, 9)
                        .ok(1, new VersionedZnode.SetData("c", 0), VersionedZnode.Code.BAD_VERSION, 2, 3),
                "the znode exists initially");
    }
}
