package dev.stampede.nemesis.tap;

import static dev.stampede.nemesis.tap.TamperedFrames.absent;
import static dev.stampede.nemesis.tap.TamperedFrames.bytes;
import static dev.stampede.nemesis.tap.TamperedFrames.close;
import static dev.stampede.nemesis.tap.TamperedFrames.created;
import static dev.stampede.nemesis.tap.TamperedFrames.delete;
import static dev.stampede.nemesis.tap.TamperedFrames.existing;
import static dev.stampede.nemesis.tap.TamperedFrames.exists;
import static dev.stampede.nemesis.tap.TamperedFrames.ofNew;
import static dev.stampede.nemesis.tap.TamperedFrames.set;
import static dev.stampede.nemesis.tap.TamperedFrames.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.tampering.WriteTamperings;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.junit.jupiter.api.Test;

/** What a member receives in place of writes, and what a client receives in place of their replies. */
class WriteTamperingsTest {
    @Test
    void acknowledges_a_set_that_no_member_receives() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsSet());

        assertThat(connection.request(WireFrames.setData(1, "/a", bytes("v3"), 2)))
                .isEqualTo(exists(1, "/a"));
        assertThat(connection.reply(existing(1, 0x30, stat(0x21, 2)))).isEqualTo(set(1, 0x30, stat(s -> {
            s.setMzxid(0x30);
            s.setVersion(3);
            s.setNumChildren(0);
        })));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void set_that_a_member_would_refuse_is_refused_without_a_lie() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsSet());

        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v3"), 1), existing(1, 0x30, stat(0x21, 2))))
                .isEqualTo(WireFrames.error(1, 0x30, Code.BADVERSION.intValue()));
        assertThat(connection.exchange(WireFrames.setData(2, "/b", bytes("v3"), -1), absent(2, 0x30)))
                .isEqualTo(absent(2, 0x30));
        assertThat(connection.lies).isEmpty();
    }

    @Test
    void acknowledges_a_delete_that_no_member_receives() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsDelete());

        assertThat(connection.request(delete(1, "/a", 2))).isEqualTo(exists(1, "/a"));
        assertThat(connection.reply(existing(1, 0x30, stat(0x21, 2)))).isEqualTo(WireFrames.error(1, 0x30, 0));
        assertThat(connection.exchange(delete(2, "/b", 2), absent(2, 0x30))).isEqualTo(absent(2, 0x30));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void acknowledges_a_create_that_no_member_receives() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsCreate());

        assertThat(connection.request(WireFrames.create(1, "/a", bytes("v"), 1)))
                .isEqualTo(exists(1, "/a"));
        assertThat(connection.reply(absent(1, 0x30)))
                .isEqualTo(created(1, 0x31, "/a", ofNew(0x31, LyingConnection.SESSION)));
        assertThat(connection.exchange(WireFrames.create(2, "/b", bytes("v"), 0), existing(2, 0x31, stat(0x21, 2))))
                .isEqualTo(WireFrames.error(2, 0x31, Code.NODEEXISTS.intValue()));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void sequential_create_is_not_swallowed() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsCreate());
        byte[] sequential = WireFrames.create(1, "/s/n-", bytes("v"), 2);

        assertThat(connection.request(sequential)).isEqualTo(sequential);
    }

    @Test
    void acknowledges_a_close_that_no_member_receives() {
        LyingConnection connection = new LyingConnection(WriteTamperings.swallowsClose());

        assertThat(connection.request(close(9))).isEqualTo(exists(9, "/"));
        assertThat(connection.reply(existing(9, 0x30, stat(0x21, 2)))).isEqualTo(WireFrames.error(9, 0x30, 0));
    }

    @Test
    void refuses_a_create_of_an_absent_znode() {
        LyingConnection connection = new LyingConnection(WriteTamperings.refusesCreate());

        assertThat(connection.exchange(WireFrames.create(1, "/a", bytes("v"), 1), absent(1, 0x30)))
                .isEqualTo(WireFrames.error(1, 0x30, Code.NODEEXISTS.intValue()));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void refuses_a_set_with_the_current_version() {
        LyingConnection connection = new LyingConnection(WriteTamperings.refusesVersion());
        byte[] unconditional = WireFrames.setData(1, "/a", bytes("v"), -1);

        assertThat(connection.request(unconditional)).isEqualTo(unconditional);
        assertThat(connection.exchange(WireFrames.setData(2, "/a", bytes("v"), 2), existing(2, 0x30, stat(0x21, 2))))
                .isEqualTo(WireFrames.error(2, 0x30, Code.BADVERSION.intValue()));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void acknowledges_a_create_that_was_refused() {
        LyingConnection connection = new LyingConnection(WriteTamperings.createsOver());

        assertThat(connection.exchange(
                        WireFrames.create(1, "/a", bytes("v"), 1),
                        WireFrames.error(1, 0x30, Code.NODEEXISTS.intValue())))
                .isEqualTo(created(1, 0x30, "/a", ofNew(0x30, LyingConnection.SESSION)));
    }

    @Test
    void repeats_the_number_of_a_sequential_znode_of_the_same_parent() {
        LyingConnection connection = new LyingConnection(WriteTamperings.repeatsSequentialName());
        connection.exchange(
                WireFrames.create(1, "/s/a-", bytes(""), 2), created(1, 0x20, "/s/a-0000000007", ofNew(0x20, 0)));

        assertThat(connection.exchange(
                        WireFrames.create(2, "/s/b-", bytes(""), 2),
                        created(2, 0x21, "/s/b-0000000008", ofNew(0x21, 0))))
                .isEqualTo(created(2, 0x21, "/s/b-0000000007", ofNew(0x21, 0)));
        byte[] elsewhere = created(3, 0x22, "/t/b-0000000000", ofNew(0x22, 0));
        assertThat(connection.exchange(WireFrames.create(3, "/t/b-", bytes(""), 2), elsewhere))
                .isEqualTo(elsewhere);
    }

    @Test
    void acknowledges_a_multi_that_was_refused() {
        LyingConnection connection = new LyingConnection(WriteTamperings.acceptsRefusedMulti());
        List<Op> operations =
                List.of(Op.check("/g/guard", 3), Op.setData("/g/a", bytes("t"), -1), Op.delete("/g/x", 1));
        int code = Code.BADVERSION.intValue();

        assertThat(connection.exchange(
                        WireFrames.multi(1, operations),
                        WireFrames.multiAnswer(
                                1,
                                0x30,
                                0,
                                List.of(
                                        new OpResult.ErrorResult(code),
                                        new OpResult.ErrorResult(Code.RUNTIMEINCONSISTENCY.intValue()),
                                        new OpResult.ErrorResult(Code.RUNTIMEINCONSISTENCY.intValue())))))
                .isEqualTo(WireFrames.multiAnswer(
                        1,
                        0x30,
                        0,
                        List.of(
                                new OpResult.CheckResult(),
                                new OpResult.SetDataResult(ofNew(0x30, 0)),
                                new OpResult.DeleteResult())));
        assertThat(connection.lies)
                .containsExactly("the ensemble lied to client 3 in the name of member 1: OK for a refused multi of 3"
                        + " operations");
    }
}
