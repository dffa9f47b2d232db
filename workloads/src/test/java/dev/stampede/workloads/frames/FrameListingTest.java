package dev.stampede.workloads.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.WireOpcode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameListingTest {
    private static final FrameFilter ALL = new FrameFilter(null, null, null, null, null, null);
    private static final List<FrameRecord> FRAMES = List.of(
            frame(12_000_000, FrameRecord.Kind.CONNECT, 0, WireOpcode.OTHER, null, 0, 0x20, 0),
            frame(12_001_000, FrameRecord.Kind.CONNECTED, 0, WireOpcode.OTHER, null, 0, 0, 0),
            frame(12_003_412, FrameRecord.Kind.REQUEST, 7, WireOpcode.GET_DATA, "/locks/a", 0, 0, 0),
            frame(12_003_500, FrameRecord.Kind.WATCH_EVENT, -1, WireOpcode.OTHER, "/locks/b", 0, 0x2e, 3),
            frame(12_004_112, FrameRecord.Kind.REPLY, 7, WireOpcode.GET_DATA, null, -101, 0x2f, 0),
            frame(12_005_000, FrameRecord.Kind.REPLY, 8, WireOpcode.OTHER, null, -999, 0x30, 0));

    private static FrameRecord frame(
            long micros,
            FrameRecord.Kind kind,
            int xid,
            WireOpcode opcode,
            @Nullable String path,
            int error,
            long zxid,
            int type) {
        return new FrameRecord(
                micros * 1_000,
                3,
                1,
                2,
                0x1000a,
                kind,
                36,
                xid,
                opcode,
                path,
                error,
                zxid,
                kind == FrameRecord.Kind.REQUEST,
                type,
                3);
    }

    private static List<String> lines(FrameFilter filter) {
        List<String> lines = new ArrayList<>();
        FRAMES.forEach(new FrameListing(filter, lines::add));
        return lines;
    }

    @Test
    void each_frame_is_one_line_and_a_reply_shows_its_request() {
        assertThat(lines(ALL))
                .containsExactly(
                        "12.000000 s  client 3 -> member 1  #2  0x1000a  connect, last zxid 0x20  36 bytes",
                        "12.001000 s  client 3 <- member 1  #2  0x1000a  connected  36 bytes",
                        "12.003412 s  client 3 -> member 1  #2  0x1000a  getData /locks/a, watch  xid 7  36 bytes",
                        "12.003500 s  client 3 <- member 1  #2  0x1000a  NodeDataChanged /locks/b  zxid 0x2e  36 bytes",
                        "12.004112 s  client 3 <- member 1  #2  0x1000a  getData /locks/a: NONODE  xid 7  zxid 0x2f"
                                + "  after 0.7 ms  36 bytes",
                        "12.005000 s  client 3 <- member 1  #2  0x1000a  reply: code -999  xid 8  zxid 0x30  36 bytes");
    }

    @Test
    void filters_select_by_time_path_session_client_and_member() {
        assertThat(lines(new FrameFilter(null, null, null, null, null, "/locks/a")))
                .hasSize(2);
        assertThat(lines(new FrameFilter(
                        null, null, Duration.ofNanos(12_003_412_000L), Duration.ofNanos(12_004_112_000L), null, null)))
                .hasSize(3);
        assertThat(lines(new FrameFilter(null, null, null, null, 0x1000bL, null)))
                .isEmpty();
        assertThat(lines(new FrameFilter(3, 1, null, null, 0x1000aL, null))).hasSize(FRAMES.size());
        assertThat(lines(new FrameFilter(4, null, null, null, null, null))).isEmpty();
        assertThat(lines(new FrameFilter(null, 2, null, null, null, null))).isEmpty();
    }
}
