package dev.stampede.nemesis.tap;

import static dev.stampede.nemesis.tap.TamperedFrames.CHANGED;
import static dev.stampede.nemesis.tap.TamperedFrames.absent;
import static dev.stampede.nemesis.tap.TamperedFrames.bytes;
import static dev.stampede.nemesis.tap.TamperedFrames.data;
import static dev.stampede.nemesis.tap.TamperedFrames.delete;
import static dev.stampede.nemesis.tap.TamperedFrames.existing;
import static dev.stampede.nemesis.tap.TamperedFrames.exists;
import static dev.stampede.nemesis.tap.TamperedFrames.joined;
import static dev.stampede.nemesis.tap.TamperedFrames.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.tampering.ChildrenTamperings;
import dev.stampede.nemesis.tap.tampering.ReadTamperings;
import dev.stampede.nemesis.tap.tampering.Tampering;
import java.util.List;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SyncRequest;
import org.apache.zookeeper.proto.SyncResponse;
import org.junit.jupiter.api.Test;

/** What a client receives in place of true replies to reads. */
class ReadTamperingsTest {
    /** A connection on which the client has read two states of {@code /a}. */
    private static LyingConnection withTwoStates(Tampering tampering) {
        LyingConnection connection = new LyingConnection(tampering);
        connection.exchange(WireFrames.getData(1, "/a", false), data(1, 0x20, "v1", stat(0x11, 1)));
        connection.exchange(WireFrames.getData(2, "/a", false), data(2, 0x21, "v2", stat(0x21, 2)));
        assertThat(connection.lies).isEmpty();
        return connection;
    }

    @Test
    void answers_a_state_that_is_older_than_one_that_was_read() {
        LyingConnection connection = withTwoStates(ReadTamperings.answersOldState());

        assertThat(connection.exchange(WireFrames.getData(3, "/a", false), data(3, 0x22, "v2", stat(0x21, 2))))
                .isEqualTo(data(3, 0x22, "v1", stat(0x11, 1)));
        assertThat(connection.lies)
                .containsExactly(
                        "the ensemble lied to client 3 in the name of member 1: the state of /a at mzxid 0x11");
    }

    @Test
    void answers_old_data_with_the_current_stat() {
        LyingConnection connection = withTwoStates(ReadTamperings.answersOldDataWithNewStat());

        assertThat(connection.exchange(WireFrames.getData(3, "/a", false), data(3, 0x22, "v2", stat(0x21, 2))))
                .isEqualTo(data(3, 0x22, "v1", stat(0x21, 2)));
    }

    @Test
    void answers_an_old_state_right_after_a_sync_only() {
        LyingConnection connection = withTwoStates(ReadTamperings.answersOldStateAfterSync());
        byte[] truth = data(3, 0x22, "v2", stat(0x21, 2));

        assertThat(connection.exchange(WireFrames.getData(3, "/a", false), truth))
                .isEqualTo(truth);
        connection.exchange(
                WireFrames.frame(new RequestHeader(4, OpCode.sync), new SyncRequest("/a")),
                WireFrames.frame(new ReplyHeader(4, 0x22, 0), new SyncResponse("/a")));
        assertThat(connection.exchange(WireFrames.getData(5, "/a", false), data(5, 0x22, "v2", stat(0x21, 2))))
                .isEqualTo(data(5, 0x22, "v1", stat(0x11, 1)));
    }

    @Test
    void shows_a_znode_after_the_client_has_deleted_it() {
        LyingConnection connection = new LyingConnection(ReadTamperings.answersDeletedZnode());
        connection.exchange(exists(1, "/a"), existing(1, 0x20, stat(0x11, 1)));

        assertThat(connection.exchange(exists(2, "/a"), absent(2, 0x21))).isEqualTo(absent(2, 0x21));
        connection.exchange(exists(3, "/a"), existing(3, 0x22, stat(0x11, 1)));
        connection.exchange(delete(4, "/a", -1), WireFrames.error(4, 0x23, 0));
        assertThat(connection.exchange(exists(5, "/a"), absent(5, 0x23))).isEqualTo(existing(5, 0x23, stat(0x11, 1)));
    }

    @Test
    void swaps_two_outstanding_replies_and_keeps_the_order_of_their_xids() {
        LyingConnection connection = new LyingConnection(ReadTamperings.swapsReplies());
        connection.request(WireFrames.getData(1, "/a", false));
        connection.request(WireFrames.getData(2, "/b", false));

        assertThat(connection.reply(data(1, 0x20, "va", stat(0x11, 1)))).isEmpty();
        assertThat(connection.reply(data(2, 0x21, "vb", stat(0x12, 2))))
                .isEqualTo(joined(data(1, 0x20, "vb", stat(0x12, 2)), data(2, 0x21, "va", stat(0x11, 1))));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void withheld_reply_arrives_unchanged_before_any_other_frame() {
        LyingConnection connection = new LyingConnection(ReadTamperings.swapsReplies());
        connection.request(WireFrames.getData(1, "/a", false));
        connection.request(WireFrames.getData(2, "/b", false));
        byte[] first = data(1, 0x20, "va", stat(0x11, 1));
        byte[] event = WireFrames.watchEvent(0x21, CHANGED, "/a");

        assertThat(connection.reply(first)).isEmpty();
        assertThat(connection.reply(event)).isEqualTo(joined(first, event));
        assertThat(connection.lies).isEmpty();
    }

    @Test
    void tears_a_snapshot() {
        LyingConnection connection = new LyingConnection(ReadTamperings.tearsSnapshot());
        connection.exchange(snapshot(1), snapshot(1, 0x20, state("t1", 0x11, 1), state("t1", 0x11, 1)));

        assertThat(connection.exchange(snapshot(2), snapshot(2, 0x22, state("t2", 0x21, 2), state("t2", 0x21, 2))))
                .isEqualTo(snapshot(2, 0x22, state("t1", 0x11, 1), state("t2", 0x21, 2)));
    }

    private static byte[] snapshot(int xid) {
        return WireFrames.frame(
                new RequestHeader(xid, OpCode.multiRead),
                new MultiOperationRecord(List.of(Op.getData("/g/a"), Op.getData("/g/b"))));
    }

    private static byte[] snapshot(int xid, long zxid, OpResult one, OpResult two) {
        return WireFrames.multiAnswer(xid, zxid, 0, List.of(one, two));
    }

    private static OpResult state(String data, long mzxid, int version) {
        return new OpResult.GetDataResult(bytes(data), stat(mzxid, version));
    }

    @Test
    void leaves_a_child_out() {
        LyingConnection connection = new LyingConnection(ChildrenTamperings.leavesOutChild());

        assertThat(connection.exchange(
                        WireFrames.frame(new RequestHeader(1, OpCode.getChildren), new GetChildrenRequest("/p", false)),
                        WireFrames.frame(new ReplyHeader(1, 0x20, 0), new GetChildrenResponse(List.of("x", "y")))))
                .isEqualTo(WireFrames.frame(new ReplyHeader(1, 0x20, 0), new GetChildrenResponse(List.of("y"))));
    }

    @Test
    void invents_a_child_and_keeps_the_stat() {
        LyingConnection connection = new LyingConnection(ChildrenTamperings.inventsChild());

        assertThat(connection.exchange(
                        WireFrames.frame(
                                new RequestHeader(1, OpCode.getChildren2), new GetChildrenRequest("/p", false)),
                        WireFrames.frame(
                                new ReplyHeader(1, 0x20, 0), new GetChildren2Response(List.of("x"), WireFrames.STAT))))
                .isEqualTo(WireFrames.frame(
                        new ReplyHeader(1, 0x20, 0),
                        new GetChildren2Response(List.of("x", "invented-0000000000"), WireFrames.STAT)));
    }
}
