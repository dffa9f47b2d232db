package dev.stampede.workloads.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestLossTest {
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void w1_second_request_passes_and_its_reply_is_cut() {
        RequestLoss loss = armed(LossWay.W1, 2);

        assertThat(request(loss, 1, 1, WireOpcode.CREATE)).isInstanceOf(FrameAction.Pass.class);
        assertThat(reply(loss, 1, 1)).isInstanceOf(FrameAction.Pass.class);
        assertThat(request(loss, 1, 2, WireOpcode.GET_CHILDREN)).isInstanceOf(FrameAction.Pass.class);
        assertThat(loss.fired()).isFalse();
        assertThat(reply(loss, 1, 2)).isInstanceOf(FrameAction.Cut.class);
        assertThat(loss.fired()).isTrue();
        assertThat(loss.lostType()).isEqualTo(WireOpcode.GET_CHILDREN.toString());
        assertThat(request(loss, 2, 3, WireOpcode.GET_CHILDREN)).isInstanceOf(FrameAction.Pass.class);
        assertThat(reply(loss, 2, 3)).isInstanceOf(FrameAction.Pass.class);
        assertThat(loss.requests()).containsExactly("create /a", "getChildren /a");
        assertThat(closed).hasValue(0);
    }

    @Test
    void reply_on_another_connection_with_the_same_xid_is_not_cut() {
        RequestLoss loss = armed(LossWay.W1, 1);
        request(loss, 1, 7, WireOpcode.DELETE);

        assertThat(reply(loss, 2, 7)).isInstanceOf(FrameAction.Pass.class);
        assertThat(reply(loss, 1, 7)).isInstanceOf(FrameAction.Cut.class);
    }

    @Test
    void requests_before_arm_and_after_disarm_do_not_count() {
        RequestLoss loss = new RequestLoss(LossWay.W2, 1, closed::incrementAndGet);
        assertThat(request(loss, 1, 1, WireOpcode.CREATE)).isInstanceOf(FrameAction.Pass.class);
        loss.arm();
        loss.disarm();

        assertThat(request(loss, 1, 2, WireOpcode.CREATE)).isInstanceOf(FrameAction.Pass.class);
        assertThat(loss.requests()).isEmpty();
        assertThat(loss.fired()).isFalse();
    }

    @Test
    void pings_and_watches_after_a_reconnect_do_not_count() {
        RequestLoss loss = armed(LossWay.W2, 1);

        assertThat(request(loss, 1, ClientFrame.PING_XID, WireOpcode.PING)).isInstanceOf(FrameAction.Pass.class);
        assertThat(request(loss, 1, ClientFrame.SET_WATCHES_XID, WireOpcode.SET_WATCHES2))
                .isInstanceOf(FrameAction.Pass.class);
        assertThat(request(loss, 1, 1, WireOpcode.SET_DATA)).isInstanceOf(FrameAction.Cut.class);
    }

    @Test
    void w3_session_is_closed_once_and_cannot_be_resumed_before_that() {
        RequestLoss loss = armed(LossWay.W3, 1);
        assertThat(connect(loss, 1, 0x10)).isInstanceOf(FrameAction.Pass.class);
        request(loss, 1, 1, WireOpcode.CREATE);
        reply(loss, 1, 1);

        assertThat(closed).hasValue(1);
        FrameAction resumed = connect(loss, 2, 0x10);
        assertThat(resumed).isInstanceOf(FrameAction.Hold.class);
        assertThat(connect(loss, 3, 0)).as("a new session").isInstanceOf(FrameAction.Pass.class);
    }

    @Test
    void w7_fires_when_the_reply_to_the_next_request_of_the_same_type_is_lost() {
        RequestLoss loss = armed(LossWay.W7, 1);
        assertThat(request(loss, 1, 1, WireOpcode.CREATE)).isInstanceOf(FrameAction.Cut.class);
        assertThat(loss.fired()).as("after the first loss").isFalse();
        assertThat(request(loss, 2, 2, WireOpcode.GET_CHILDREN)).isInstanceOf(FrameAction.Pass.class);
        assertThat(reply(loss, 2, 2)).isInstanceOf(FrameAction.Pass.class);
        assertThat(request(loss, 2, 3, WireOpcode.CREATE)).isInstanceOf(FrameAction.Pass.class);
        assertThat(loss.fired()).isFalse();
        assertThat(reply(loss, 2, 3)).isInstanceOf(FrameAction.Cut.class);
        assertThat(loss.fired()).isTrue();
    }

    @Test
    void requests_in_flight_are_named_when_the_connection_is_cut() {
        RequestLoss loss = armed(LossWay.W1, 2);
        request(loss, 1, 1, WireOpcode.DELETE);
        request(loss, 1, 2, WireOpcode.GET_CHILDREN);
        reply(loss, 1, 2);

        assertThat(loss.inFlight()).containsExactly("delete /a");
    }

    @Test
    void position_zero_counts_and_loses_nothing() {
        RequestLoss loss = armed(LossWay.W1, 0);
        request(loss, 1, 1, WireOpcode.CREATE);

        assertThat(reply(loss, 1, 1)).isInstanceOf(FrameAction.Pass.class);
        assertThat(loss.requests()).hasSize(1);
        assertThat(loss.fired()).isFalse();
    }

    private RequestLoss armed(LossWay way, int position) {
        RequestLoss loss = new RequestLoss(way, position, closed::incrementAndGet);
        loss.arm();
        return loss;
    }

    private static FrameAction request(RequestLoss loss, long connection, int xid, WireOpcode opcode) {
        return loss.decide(frame(
                connection,
                StreamDirection.UPSTREAM,
                new ClientFrame.Request(xid, opcode, "/a", false, null, null, List.of(), List.of(), 0)));
    }

    private static FrameAction reply(RequestLoss loss, long connection, int xid) {
        return loss.decide(frame(
                connection, StreamDirection.DOWNSTREAM, new ClientFrame.Reply(xid, 9, 0, null, null, null, List.of())));
    }

    private static FrameAction connect(RequestLoss loss, long connection, long session) {
        return loss.decide(frame(
                connection, StreamDirection.UPSTREAM, new ClientFrame.ConnectRequest(0, 0, 1000, session, false)));
    }

    private static TappedFrame frame(long connection, StreamDirection stream, ClientFrame frame) {
        return new TappedFrame(
                new TappedLink(0, 1),
                connection,
                0x10,
                stream,
                1,
                40,
                System.nanoTime(),
                frame,
                ByteBuffer.allocate(0));
    }
}
