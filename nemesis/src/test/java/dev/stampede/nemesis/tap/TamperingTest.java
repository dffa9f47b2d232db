package dev.stampede.nemesis.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.tap.tampering.ChildrenTamperings;
import dev.stampede.nemesis.tap.tampering.EventTamperings;
import dev.stampede.nemesis.tap.tampering.ReadTamperings;
import dev.stampede.nemesis.tap.tampering.SessionTamperings;
import dev.stampede.nemesis.tap.tampering.StatTamperings;
import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.nemesis.tap.tampering.TamperingListener;
import dev.stampede.nemesis.tap.tampering.WriteTamperings;
import dev.stampede.nemesis.tap.tampering.ZxidTamperings;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.ExistsResponse;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.RequestHeader;
import org.apache.zookeeper.proto.SetDataResponse;
import org.apache.zookeeper.proto.SyncRequest;
import org.apache.zookeeper.proto.SyncResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client and the member receive in place of the true frames. */
class TamperingTest {
    private static final int CHANGED = 3;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(frames).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static Stat stat(long mzxid, int version) {
        return new Stat(0x10, mzxid, 1_000, 1_000 + version, version, 0, 0, 0, 2, 0, 0x10);
    }

    private static Stat stat(Consumer<Stat> change) {
        Stat stat = stat(0x15, 2);
        stat.setNumChildren(4);
        change.accept(stat);
        return stat;
    }

    private static byte[] data(int xid, long zxid, String data, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new GetDataResponse(bytes(data), stat));
    }

    private static byte[] exists(int xid, String path) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.exists), new ExistsRequest(path, false));
    }

    private static byte[] existing(int xid, long zxid, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new ExistsResponse(stat));
    }

    private static byte[] set(int xid, long zxid, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new SetDataResponse(stat));
    }

    private static byte[] delete(int xid, String path, int version) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.delete), new DeleteRequest(path, version));
    }

    private static byte[] close(int xid) {
        return WireFrames.frame(new RequestHeader(xid, OpCode.closeSession));
    }

    private static byte[] created(int xid, long zxid, String path, Stat stat) {
        return WireFrames.frame(new ReplyHeader(xid, zxid, 0), new Create2Response(path, stat));
    }

    /** The Stat that a member gives a new znode without data. */
    private static Stat ofNew(long zxid, long owner) {
        return new Stat(zxid, zxid, 0, 0, 0, 0, 0, owner, 0, 0, zxid);
    }

    private static byte[] absent(int xid, long zxid) {
        return WireFrames.error(xid, zxid, Code.NONODE.intValue());
    }

    // The choice of frames

    @Test
    void frames_pass_unchanged_before_the_beginning_and_after_the_end() {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode(), 1);
        byte[] truth = data(1, 0x20, "v0", stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
        connection.listener.begin();
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(absent(1, 0x20));
        connection.listener.end();
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
        assertThat(connection.listener.count()).isEqualTo(1);
        assertThat(connection.lies)
                .containsExactly("the ensemble lied to client 3 in the name of member 1: there is no /a, which exists");
    }

    @Test
    void about_one_lie_in_n_is_chosen_and_the_same_ones_for_one_seed() {
        List<Integer> first = lies(1_000, 40);

        assertThat(first).hasSizeBetween(10, 45);
        assertThat(lies(1_000, 40)).isEqualTo(first);
    }

    @Test
    void number_of_lies_is_limited() {
        assertThat(lies(500, 1)).hasSize(TamperingListener.MOST_LIES);
    }

    /** The positions of the replies that were changed. */
    private static List<Integer> lies(int replies, int oneIn) {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode(), oneIn);
        connection.listener.begin();
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < replies; i++) {
            byte[] truth = data(i + 1, 0x20, "v0", stat(0x11, 1));
            if (!Arrays.equals(connection.exchange(WireFrames.getData(i + 1, "/a", false), truth), truth)) {
                changed.add(i);
            }
        }
        return changed;
    }

    @Test
    void choice_of_less_than_one_lie_is_rejected() {
        Tampering tampering = ReadTamperings.deniesZnode();

        assertThatThrownBy(() -> new TamperingListener(tampering, 0, new Seed(1), lie -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one lie in 1 or more possible ones, got one in 0");
    }

    @Test
    void frame_that_was_not_kept_as_a_whole_passes_unchanged() {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode());
        byte[] truth = data(1, 0x20, "x".repeat(KeptFrame.WHOLE), stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
    }

    // Zxids

    @Test
    void lowers_zxid_below_that_of_the_reply_before() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.lowersZxid());

        connection.reply(WireFrames.pong(0x20));
        assertThat(connection.exchange(exists(2, "/a"), existing(2, 0x22, stat(0x11, 1))))
                .isEqualTo(existing(2, 0x1f, stat(0x11, 1)));
    }

    @Test
    void replies_behind_stat() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.repliesBehindStat());

        assertThat(connection.exchange(
                        WireFrames.setData(1, "/a", bytes("v2"), -1), set(1, 0x22, stat(0x22, 2))))
                .isEqualTo(set(1, 0x21, stat(0x22, 2)));
    }

    @Test
    void repeats_or_reverses_the_zxids_of_two_writes() {
        assertThat(secondWrite(ZxidTamperings.repeatsZxid())).isEqualTo(set(2, 0x22, stat(0x22, 3)));
        assertThat(secondWrite(ZxidTamperings.reversesWrites())).isEqualTo(set(2, 0x21, stat(0x21, 3)));
    }

    private static byte[] secondWrite(Tampering tampering) {
        LyingConnection connection = new LyingConnection(tampering);
        byte[] first = set(1, 0x22, stat(0x22, 2));
        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v"), -1), first))
                .isEqualTo(first);
        return connection.exchange(WireFrames.setData(2, "/b", bytes("v"), -1), set(2, 0x25, stat(0x25, 3)));
    }

    @Test
    void closes_a_session_before_its_last_write() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.closesEarly());

        connection.exchange(WireFrames.setData(1, "/a", bytes("v"), -1), set(1, 0x22, stat(0x22, 2)));
        assertThat(connection.exchange(close(2), WireFrames.error(2, 0x23, 0)))
                .isEqualTo(WireFrames.error(2, 0x21, 0));
    }

    // Stats

    static Stream<Arguments> stats() {
        return Stream.of(
                Arguments.of(StatTamperings.movesMtime(), stat(s -> s.setMtime(s.getMtime() + 1))),
                Arguments.of(StatTamperings.raisesAversion(), stat(s -> s.setAversion(1))),
                Arguments.of(StatTamperings.countsFewerChildren(), stat(s -> s.setNumChildren(2))),
                Arguments.of(StatTamperings.swapsCzxidAndMzxid(), stat(s -> {
                    s.setCzxid(0x15);
                    s.setMzxid(0x10);
                })));
    }

    @ParameterizedTest
    @MethodSource("stats")
    void stat_of_a_read_is_changed_in_one_respect(Tampering tampering, Stat changed) {
        LyingConnection connection = new LyingConnection(tampering);

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), data(1, 0x20, "v2", stat(s -> {}))))
                .isEqualTo(data(1, 0x20, "v2", changed));
        assertThat(connection.exchange(exists(2, "/a"), existing(2, 0x20, stat(s -> {}))))
                .isEqualTo(existing(2, 0x20, changed));
    }

    @Test
    void skips_a_version_of_a_set() {
        LyingConnection connection = new LyingConnection(StatTamperings.skipsVersion());

        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v2"), 1), set(1, 0x22, stat(0x22, 2))))
                .isEqualTo(set(1, 0x22, stat(s -> {
                    s.setMzxid(0x22);
                    s.setVersion(3);
                    s.setNumChildren(0);
                })));
    }

    @Test
    void changes_the_owner_of_an_ephemeral_only() {
        LyingConnection connection = new LyingConnection(StatTamperings.changesOwner());
        byte[] persistent = created(1, 0x20, "/a", ofNew(0x20, 0));

        assertThat(connection.exchange(WireFrames.create(1, "/a", new byte[0], 0), persistent))
                .isEqualTo(persistent);
        assertThat(connection.exchange(
                        WireFrames.create(2, "/e", new byte[0], 1),
                        created(2, 0x21, "/e", ofNew(0x21, LyingConnection.SESSION))))
                .isEqualTo(created(2, 0x21, "/e", ofNew(0x21, LyingConnection.SESSION + 1)));
    }

    // Reads

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

        assertThat(connection.exchange(
                        WireFrames.getData(3, "/a", false), data(3, 0x22, "v2", stat(0x21, 2))))
                .isEqualTo(data(3, 0x22, "v1", stat(0x11, 1)));
        assertThat(connection.lies)
                .containsExactly("the ensemble lied to client 3 in the name of member 1: the state of /a at mzxid 0x11");
    }

    @Test
    void answers_old_data_with_the_current_stat() {
        LyingConnection connection = withTwoStates(ReadTamperings.answersOldDataWithNewStat());

        assertThat(connection.exchange(
                        WireFrames.getData(3, "/a", false), data(3, 0x22, "v2", stat(0x21, 2))))
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
        assertThat(connection.exchange(
                        WireFrames.getData(5, "/a", false), data(5, 0x22, "v2", stat(0x21, 2))))
                .isEqualTo(data(5, 0x22, "v1", stat(0x11, 1)));
    }

    @Test
    void shows_a_znode_after_the_client_has_deleted_it() {
        LyingConnection connection = new LyingConnection(ReadTamperings.answersDeletedZnode());
        connection.exchange(exists(1, "/a"), existing(1, 0x20, stat(0x11, 1)));

        assertThat(connection.exchange(exists(2, "/a"), absent(2, 0x21))).isEqualTo(absent(2, 0x21));
        connection.exchange(exists(3, "/a"), existing(3, 0x22, stat(0x11, 1)));
        connection.exchange(delete(4, "/a", -1), WireFrames.error(4, 0x23, 0));
        assertThat(connection.exchange(exists(5, "/a"), absent(5, 0x23)))
                .isEqualTo(existing(5, 0x23, stat(0x11, 1)));
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

    // Writes

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

        assertThat(connection.exchange(
                        WireFrames.setData(1, "/a", bytes("v3"), 1), existing(1, 0x30, stat(0x21, 2))))
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
        assertThat(connection.exchange(
                        WireFrames.create(2, "/b", bytes("v"), 0), existing(2, 0x31, stat(0x21, 2))))
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
        assertThat(connection.exchange(
                        WireFrames.setData(2, "/a", bytes("v"), 2), existing(2, 0x30, stat(0x21, 2))))
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
        List<Op> operations = List.of(Op.check("/g/guard", 3), Op.setData("/g/a", bytes("t"), -1), Op.delete("/g/x", 1));
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

    // Children

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
                        WireFrames.frame(new RequestHeader(1, OpCode.getChildren2), new GetChildrenRequest("/p", false)),
                        WireFrames.frame(
                                new ReplyHeader(1, 0x20, 0), new GetChildren2Response(List.of("x"), WireFrames.STAT))))
                .isEqualTo(WireFrames.frame(
                        new ReplyHeader(1, 0x20, 0),
                        new GetChildren2Response(List.of("x", "invented-0000000000"), WireFrames.STAT)));
    }

    // Events

    private static final byte[] EVENT = WireFrames.watchEvent(0x21, CHANGED, "/a");

    @Test
    void drops_an_event() {
        assertThat(new LyingConnection(EventTamperings.dropsEvent()).reply(EVENT)).isEmpty();
    }

    @Test
    void repeats_an_event_behind_the_reply_that_sets_the_watch_again() {
        LyingConnection connection = new LyingConnection(EventTamperings.repeatsEvent());
        byte[] reply = data(1, 0x21, "v2", stat(0x21, 2));

        assertThat(connection.reply(EVENT)).isEqualTo(EVENT);
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), reply))
                .isEqualTo(reply);
        assertThat(connection.exchange(WireFrames.getData(1, "/a", true), reply))
                .isEqualTo(joined(reply, EVENT));
    }

    @Test
    void sends_an_event_behind_the_data_that_it_announces() {
        LyingConnection connection = new LyingConnection(EventTamperings.sendsEventLate());
        byte[] reply = data(1, 0x21, "v2", stat(0x21, 2));

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(WireFrames.pong(0x21))).isEqualTo(WireFrames.pong(0x21));
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), reply))
                .isEqualTo(joined(reply, EVENT));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void late_event_is_sent_before_the_next_event_of_its_znode() {
        LyingConnection connection = new LyingConnection(EventTamperings.sendsEventLate());
        byte[] next = WireFrames.watchEvent(0x25, CHANGED, "/a");

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(next)).isEqualTo(joined(EVENT, next));
        assertThat(connection.lies).isEmpty();
    }

    @Test
    void changes_the_type_or_the_path_of_an_event() {
        LyingConnection type = new LyingConnection(EventTamperings.changesType());
        LyingConnection path = new LyingConnection(EventTamperings.changesPath());
        path.exchange(WireFrames.getData(1, "/b", true), data(1, 0x20, "v", stat(0x11, 1)));

        assertThat(type.reply(EVENT)).isEqualTo(WireFrames.watchEvent(0x21, 2, "/a"));
        assertThat(path.reply(EVENT)).isEqualTo(WireFrames.watchEvent(0x21, CHANGED, "/b"));
    }

    @Test
    void invents_an_event_without_a_zxid() {
        LyingConnection connection = new LyingConnection(EventTamperings.inventsEvent());
        byte[] reply = data(1, 0x20, "v", stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", true), reply))
                .isEqualTo(joined(reply, WireFrames.watchEvent(-1, CHANGED, "/a")));
    }

    @Test
    void reorders_the_events_of_two_znodes_only() {
        LyingConnection connection = new LyingConnection(EventTamperings.reordersEvents());
        byte[] same = WireFrames.watchEvent(0x25, CHANGED, "/a");
        byte[] other = WireFrames.watchEvent(0x26, CHANGED, "/b");

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(same)).isEqualTo(joined(EVENT, same));
        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(other)).isEqualTo(joined(other, EVENT));
        assertThat(connection.lies).hasSize(1);
    }

    // Sessions

    @Test
    void negotiates_a_longer_timeout_than_the_member() {
        assertThat(connected(SessionTamperings.negotiatesTooLongTimeout(), 5, 0x55))
                .isEqualTo(WireFrames.connected(44_000, 0x55));
    }

    @Test
    void gives_a_session_of_another_client() {
        Tampering tampering = SessionTamperings.givesSessionTwice();

        assertThat(connected(tampering, 5, 0x55)).isEqualTo(WireFrames.connected(4_000, 0x55));
        assertThat(connected(tampering, 5, 0x56)).isEqualTo(WireFrames.connected(4_000, 0x56));
        assertThat(connected(tampering, 6, 0x66)).isEqualTo(WireFrames.connected(4_000, 0x56));
    }

    /** What a new client receives in reply to its connect request. */
    private static byte[] connected(Tampering tampering, int client, long session) {
        TamperingListener listener = new TamperingListener(tampering, 1, new Seed(1), lie -> {});
        listener.begin();
        ConnectionState state = new ConnectionState(new TappedLink(client, 1), 1);
        SplitStream down = new SplitStream(StreamDirection.DOWNSTREAM, state, List.of(listener));
        new SplitStream(StreamDirection.UPSTREAM, state, List.of(listener)).send(WireFrames.connect(0));
        down.send(WireFrames.connected(4_000, session));
        return down.received();
    }
}
