package dev.stampede.checker.linearizability;

import static dev.stampede.checker.linearizability.Rulings.accepts;
import static dev.stampede.checker.linearizability.Rulings.refuses;
import static dev.stampede.checker.linearizability.Rulings.refutes;

import dev.stampede.checker.linearizability.Rulings.Calls;
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
    void decide_version_that_nobody_left_is_refuted() {
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
}
