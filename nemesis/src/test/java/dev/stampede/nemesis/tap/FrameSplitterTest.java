package dev.stampede.nemesis.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.Watcher;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

    private final SplitStream.Recording recording = new SplitStream.Recording();
    private final List<TapListener> listeners = new ArrayList<>(List.of(recording));
    private final ConnectionState state = new ConnectionState(new TappedLink(3, 1), 1);
    private final SplitStream up = new SplitStream(StreamDirection.UPSTREAM, state, listeners);
    private final SplitStream down = new SplitStream(StreamDirection.DOWNSTREAM, state, listeners);

    private void connect() {
        up.send(WireFrames.connect(0));
        down.send(WireFrames.connected(4_000, 0x77));
        recording.frames.clear();
        recording.sessions.clear();
    }

    @Test
    void connect_frames_name_the_session_of_all_later_frames() {
        up.send(WireFrames.connect(0x55));
        down.send(WireFrames.connected(4_000, 0x77));
        up.send(WireFrames.ping());

        assertThat(recording.frames)
                .containsExactly(
                        new ClientFrame.ConnectRequest(0, 0x99, 6_000, 0x55, false),
                        new ClientFrame.ConnectResponse(4_000, 0x77, false),
                        ClientFrame.Request.of(ClientFrame.PING_XID, WireOpcode.PING, null));
        assertThat(recording.sessions).containsExactly(0L, 0x77L, 0x77L);
    }

    @Test
    void a_connect_frame_of_a_client_before_3_5_has_no_read_only_flag() {
        byte[] whole = WireFrames.connect(0x55);
        byte[] old = ByteBuffer.wrap(Arrays.copyOf(whole, whole.length - 1))
                .putInt(0, whole.length - 5)
                .array();
        up.send(old);

        assertThat(recording.frames).containsExactly(new ClientFrame.ConnectRequest(0, 0x99, 6_000, 0x55, false));
    }

    @Test
    void a_reply_is_decoded_with_its_request() {
        connect();
        up.send(WireFrames.getData(7, "/a", true));
        down.send(WireFrames.data(7, 0x200, VALUE));

        ClientFrame.Request request =
                ClientFrame.Request.of(7, WireOpcode.GET_DATA, "/a").watching(true);
        assertThat(recording.frames)
                .containsExactly(
                        request,
                        new ClientFrame.Reply(
                                7,
                                0x200,
                                0,
                                request,
                                null,
                                new ZnodeStat(0x11, 0x12, 0x13, 1_001, 3, 4, 5, 0x77, 6, 2),
                                List.of()));
    }

    @Test
    void a_create_shows_its_mode_and_the_created_path() {
        connect();
        up.send(WireFrames.create(8, "/q/n-", VALUE, 3));
        down.send(WireFrames.created(8, 0x201, "/q/n-0000000001"));

        assertThat(recording.frames).hasSize(2);
        assertThat(((ClientFrame.Request) recording.frames.get(0)).mode()).isEqualTo(3);
        ClientFrame.Reply reply = (ClientFrame.Reply) recording.frames.get(1);
        assertThat(reply.path()).isEqualTo("/q/n-0000000001");
        assertThat(reply.stat()).isNotNull();
    }

    @Test
    void a_multi_shows_its_operations_and_their_results() {
        connect();
        up.send(WireFrames.multi(9, List.of(Op.check("/a", 4), Op.setData("/b", VALUE, 5), Op.delete("/c", -1))));
        down.send(WireFrames.multiAnswer(
                9,
                0x202,
                0,
                List.of(new OpResult.ErrorResult(0), new OpResult.ErrorResult(-103), new OpResult.ErrorResult(-2))));

        assertThat(((ClientFrame.Request) recording.frames.get(0)).operations())
                .containsExactly(
                        new ClientFrame.Operation(WireOpcode.CHECK, "/a", 4),
                        new ClientFrame.Operation(WireOpcode.SET_DATA, "/b", 5),
                        new ClientFrame.Operation(WireOpcode.DELETE, "/c", -1));
        assertThat(((ClientFrame.Reply) recording.frames.get(1)).results()).containsExactly(0, -103, -2);
    }

    @Test
    void watch_events_pings_and_set_watches_are_no_replies() {
        connect();
        up.send(WireFrames.setWatches(0x300, List.of("/d"), List.of(), List.of("/c")));
        down.send(WireFrames.watchEvent(-1, Watcher.Event.EventType.NodeDeleted.getIntValue(), "/d"));
        down.send(WireFrames.pong(0x301));
        down.send(WireFrames.error(ClientFrame.SET_WATCHES_XID, 0x301, 0));

        ClientFrame.Request request = (ClientFrame.Request) recording.frames.get(0);
        assertThat(request.registered()).containsExactly("/d", "/c");
        assertThat(request.relativeZxid()).isEqualTo(0x300);
        assertThat(recording.frames.get(1)).isEqualTo(new ClientFrame.WatchEvent(-1, 2, 3, "/d"));
        assertThat(recording.frames.get(2))
                .isEqualTo(new ClientFrame.Reply(ClientFrame.PING_XID, 0x301, 0, null, null, null, List.of()));
        assertThat(((ClientFrame.Reply) recording.frames.get(3)).request()).isEqualTo(request);
    }

    @Test
    void a_long_frame_passes_before_it_is_complete_and_shows_its_end() {
        connect();
        byte[] request = WireFrames.setData(10, "/long", new byte[100_000], 12);
        up.send(Arrays.copyOf(request, 5_000));
        assertThat(up.received()).hasSize(WireFrames.connect(0).length + 5_000);
        assertThat(recording.frames).isEmpty();

        up.send(Arrays.copyOfRange(request, 5_000, request.length));
        up.send(WireFrames.getData(11, "/long", false));
        down.send(WireFrames.error(10, 0x400, -103));
        down.send(WireFrames.data(11, 0x401, new byte[200_000]));

        assertThat(recording.frames).hasSize(4);
        assertThat(((ClientFrame.Request) recording.frames.get(0)).version()).isEqualTo(12);
        ClientFrame.Reply data = (ClientFrame.Reply) recording.frames.get(3);
        assertThat(data.request()).isEqualTo(ClientFrame.Request.of(11, WireOpcode.GET_DATA, "/long"));
        assertThat(data.stat()).isNotNull();
    }

    @Test
    void four_letter_words_and_tls_pass_undecoded() {
        for (byte[] first :
                List.of("srvr".getBytes(StandardCharsets.US_ASCII), new byte[] {0x16, 3, 1, 0, 100, 1, 0}, new byte[] {
                    -1, -1, -1, -1
                })) {
            SplitStream.Recording own = new SplitStream.Recording();
            SplitStream stream = new SplitStream(
                    StreamDirection.UPSTREAM, new ConnectionState(new TappedLink(1, 1), 1), List.of(own));
            stream.send(first);
            stream.send(VALUE);

            assertThat(own.notDecoded).isEqualTo(1);
            assertThat(own.frames).isEmpty();
            assertThat(stream.received()).startsWith(first).endsWith(VALUE);
        }
    }

    @Test
    void a_listener_replaces_a_reply_and_the_others_see_what_the_client_gets() {
        listeners.add(0, new TapListener() {
            @Override
            public FrameAction decide(TappedFrame frame) {
                return frame.frame() instanceof ClientFrame.Reply reply && reply.xid() == 7
                        ? new FrameAction.Replace(ByteBuffer.wrap(WireFrames.data(7, 0x1, VALUE)))
                        : FrameAction.pass();
            }
        });
        connect();
        up.send(WireFrames.getData(6, "/a", false));
        up.send(WireFrames.getData(7, "/a", false));
        byte[] both = concat(WireFrames.data(6, 0x200, VALUE), WireFrames.data(7, 0x201, VALUE));
        down.send(both);
        down.send(WireFrames.pong(0x202));

        assertThat(down.received())
                .isEqualTo(concat(
                        WireFrames.connected(4_000, 0x77),
                        WireFrames.data(6, 0x200, VALUE),
                        WireFrames.data(7, 0x1, VALUE),
                        WireFrames.pong(0x202)));
        assertThat(recording.frames.stream()
                        .filter(ClientFrame.Reply.class::isInstance)
                        .map(f -> ((ClientFrame.Reply) f).zxid()))
                .containsExactly(0x200L, 0x1L, 0x202L);
        assertThat(((ClientFrame.Reply) recording.frames.get(3)).stat()).isNotNull();
    }

    @Test
    void a_dropped_frame_is_shown_to_nobody_and_a_cut_ends_the_stream_inside_a_frame() {
        listeners.add(new TapListener() {
            @Override
            public FrameAction decide(TappedFrame frame) {
                if (frame.frame() instanceof ClientFrame.WatchEvent) {
                    return new FrameAction.Drop();
                }
                return frame.frame() instanceof ClientFrame.Reply reply && reply.xid() == 7
                        ? new FrameAction.Cut(6, CloseMode.FIN)
                        : FrameAction.pass();
            }
        });
        connect();
        down.send(concat(WireFrames.watchEvent(5, 3, "/a"), WireFrames.pong(6), WireFrames.error(7, 8, 0)));

        assertThat(recording.frames).hasSize(1);
        assertThat(down.received()).hasSize(WireFrames.connected(0, 0).length + WireFrames.pong(6).length + 6);
        assertThat(down.cut).isTrue();
    }

    @Test
    void any_split_of_the_bytes_gives_the_same_frames_and_changes_no_byte() {
        for (long seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> requests = new ArrayList<>(List.of(WireFrames.connect(0)));
            List<byte[]> replies = new ArrayList<>(List.of(WireFrames.connected(4_000, 0x77)));
            for (int xid = 1; xid < 40; xid++) {
                addExchange(random, xid, requests, replies);
            }
            SplitStream.Recording whole = run(requests, replies, random, false);
            SplitStream.Recording split = run(requests, replies, random, true);

            assertThat(split.frames).as("seed %d", seed).isEqualTo(whole.frames).hasSizeGreaterThan(80);
            assertThat(split.notDecoded).isZero();
        }
    }

    @Test
    void hostile_bytes_change_nothing_and_end_the_decoding() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> sent = new ArrayList<>(List.of(WireFrames.connect(0)));
            for (int i = 0; i < 10; i++) {
                byte[] next = random.nextBoolean()
                        ? WireFrames.setData(i, "/a", new byte[random.nextInt(100)], 1)
                        : WireFrames.random(random, random.nextInt(60));
                if (random.nextInt(4) == 0 && next.length > 4) {
                    next[random.nextInt(next.length)] ^= (byte) (1 << random.nextInt(8));
                }
                sent.add(next);
            }
            ConnectionState own = new ConnectionState(new TappedLink(1, 1), 1);
            for (StreamDirection direction : StreamDirection.values()) {
                SplitStream stream = new SplitStream(direction, own, List.of(new SplitStream.Recording()));
                byte[] all = concat(sent.toArray(new byte[0][]));
                sendInParts(stream, all, random);

                assertThat(all).as("seed %d", seed).startsWith(stream.received());
                // The missing bytes are the beginning of a frame that more bytes would complete.
                assertThat(all.length - stream.received().length).isLessThanOrEqualTo(KeptFrame.WHOLE + 4);
            }
        }
    }

    private static void addExchange(SplittableRandom random, int xid, List<byte[]> requests, List<byte[]> replies) {
        int size = random.nextInt(5) == 0 ? random.nextInt(60_000) : random.nextInt(200);
        switch (random.nextInt(5)) {
            case 0 -> {
                requests.add(WireFrames.getData(xid, "/r" + size, random.nextBoolean()));
                replies.add(WireFrames.data(xid, 0x100 + xid, WireFrames.random(random, size)));
            }
            case 1 -> {
                requests.add(WireFrames.setData(xid, "/w", WireFrames.random(random, size), 3));
                replies.add(WireFrames.error(xid, 0x100 + xid, -103));
            }
            case 2 -> {
                requests.add(WireFrames.create(xid, "/c", WireFrames.random(random, size), 1));
                replies.add(WireFrames.created(xid, 0x100 + xid, "/c"));
            }
            case 3 -> {
                requests.add(WireFrames.multi(
                        xid, List.of(Op.check("/a", xid), Op.setData("/b", WireFrames.random(random, size), 1))));
                replies.add(WireFrames.multiAnswer(
                        xid,
                        0x100 + xid,
                        0,
                        List.of(new OpResult.CheckResult(), new OpResult.SetDataResult(WireFrames.STAT))));
            }
            default -> {
                requests.add(WireFrames.ping());
                requests.add(WireFrames.getData(xid, "/gone", false));
                replies.add(WireFrames.watchEvent(xid, 3, "/watched"));
                replies.add(WireFrames.pong(0x100 + xid));
                replies.add(WireFrames.error(xid, 0x100 + xid, -101));
            }
        }
        if (random.nextInt(3) == 0) {
            requests.add(WireFrames.ping());
            replies.add(WireFrames.pong(0x100 + xid));
        }
    }

    private static SplitStream.Recording run(
            List<byte[]> requests, List<byte[]> replies, SplittableRandom random, boolean split) {
        SplitStream.Recording own = new SplitStream.Recording();
        ConnectionState both = new ConnectionState(new TappedLink(1, 1), 1);
        SplitStream there = new SplitStream(StreamDirection.UPSTREAM, both, List.of(own));
        SplitStream back = new SplitStream(StreamDirection.DOWNSTREAM, both, List.of(own));
        sendAll(there, requests, random, split);
        sendAll(back, replies, random, split);
        return own;
    }

    private static void sendAll(SplitStream stream, List<byte[]> frames, SplittableRandom random, boolean split) {
        byte[] all = concat(frames.toArray(new byte[0][]));
        if (split) {
            sendInParts(stream, all, random);
        } else {
            frames.forEach(stream::send);
        }
        assertThat(stream.received()).isEqualTo(all);
    }

    private static void sendInParts(SplitStream stream, byte[] all, SplittableRandom random) {
        for (int at = 0; at < all.length; ) {
            int count = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 20_000));
            stream.send(Arrays.copyOfRange(all, at, at + count));
            at += count;
        }
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part, 0, part.length);
        }
        return all.toByteArray();
    }

    @Test
    void reply_to_a_replaced_request_belongs_to_the_request_of_the_client() {
        connect();
        byte[] read = WireFrames.getData(7, "/a", false);
        listeners.add(new TapListener() {
            @Override
            public FrameAction decide(TappedFrame frame) {
                return frame.fromClient() ? new FrameAction.Replace(ByteBuffer.wrap(read)) : FrameAction.pass();
            }
        });

        up.send(WireFrames.setData(7, "/a", VALUE, 3));
        down.send(WireFrames.error(7, 0x200, 0));

        assertThat(up.received()).endsWith(read);
        assertThat(recording.frames).hasSize(2);
        assertThat(recording.frames.get(0))
                .isInstanceOfSatisfying(ClientFrame.Request.class, request -> assertThat(request.opcode())
                        .isEqualTo(WireOpcode.GET_DATA));
        assertThat(recording.frames.get(1))
                .isInstanceOfSatisfying(ClientFrame.Reply.class, reply -> assertThat(reply.request())
                        .extracting(ClientFrame.Request::opcode)
                        .isEqualTo(WireOpcode.SET_DATA));
    }
}
