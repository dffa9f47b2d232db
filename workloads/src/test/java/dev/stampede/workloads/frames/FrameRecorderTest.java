package dev.stampede.workloads.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameRecorderTest {
    private static final TappedLink LINK = new TappedLink(3, 1);
    private static final long BEGAN = 1_000;

    private static TappedFrame frame(long number, boolean fromClient, ClientFrame frame) {
        return new TappedFrame(
                LINK,
                2,
                0x1000a,
                fromClient ? StreamDirection.UPSTREAM : StreamDirection.DOWNSTREAM,
                number,
                40,
                BEGAN + number,
                frame,
                ByteBuffer.allocate(0));
    }

    private static ClientFrame.Request request(int xid, @Nullable String path) {
        return new ClientFrame.Request(xid, WireOpcode.GET_DATA, path, true, null, null, List.of(), List.of(), 0);
    }

    private static List<FrameRecord> read(byte[] file) throws IOException {
        List<FrameRecord> frames = new ArrayList<>();
        assertThat(FrameReader.forEach("file", new ByteArrayInputStream(file), frames::add))
                .isTrue();
        return frames;
    }

    @Test
    void frames_are_recorded_without_secrets_in_their_paths(@TempDir Path folder) throws Exception {
        Path file = FrameReader.in(folder);
        FrameRecorder recorder =
                FrameRecorder.start(file, BEGAN, path -> path.replace("secret", "***"), new ReplyMatcher());
        ClientFrame.Request request = request(1, "/secret/a");
        recorder.forwarded(frame(0, true, new ClientFrame.ConnectRequest(0, 0x2f, 1_000, 0x1000a, false)));
        recorder.forwarded(frame(0, false, new ClientFrame.ConnectResponse(1_000, 0x1000a, false)));
        recorder.forwarded(frame(1, true, request));
        recorder.forwarded(frame(2, false, new ClientFrame.Reply(1, 0x30, -101, request, null, null, List.of())));
        recorder.forwarded(frame(3, false, new ClientFrame.WatchEvent(0x31, 3, 3, "/a")));
        recorder.close();
        recorder.close();

        List<FrameRecord> frames = new ArrayList<>();
        assertThat(FrameReader.forEach(file, frames::add)).isTrue();

        assertThat(frames).extracting(FrameRecord::kind).containsExactly(FrameRecord.Kind.values());
        assertThat(frames).extracting(FrameRecord::atNanos).containsExactly(0L, 0L, 1L, 2L, 3L);
        assertThat(frames).extracting(FrameRecord::path).containsExactly(null, null, "/***/a", null, "/a");
        assertThat(frames).extracting(FrameRecord::zxid).containsExactly(0x2fL, 0L, 0L, 0x30L, 0x31L);
        assertThat(frames).allSatisfy(f -> assertThat(f.session()).isEqualTo(0x1000a));
        assertThat(frames.get(2).watch()).isTrue();
        assertThat(frames.get(3).error()).isEqualTo(-101);
        assertThat(recorder.frames()).isEqualTo(5);
        assertThat(recorder.dropped()).isZero();
        assertThat(recorder.failure()).isNull();
    }

    @Test
    void frames_that_do_not_fit_into_the_queue_are_counted() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        FrameRecorder recorder =
                FrameRecorder.start(new FrameWriter(file), 0, UnaryOperator.identity(), new ReplyMatcher(), 10);
        for (int i = 1; i <= 1_000; i++) {
            recorder.forwarded(frame(i, true, request(i, "/a")));
        }
        recorder.close();

        assertThat(recorder.frames()).isEqualTo(1_000);
        assertThat(recorder.dropped()).isPositive();
        assertThat(read(file.toByteArray())).hasSize((int) (1_000 - recorder.dropped()));
    }

    @Test
    void full_disk_is_a_failure_and_the_clients_continue() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        OutputStream fullAfterHeader = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                (header.size() < 10 ? header : full).write(octet);
            }
        };
        FrameRecorder recorder = FrameRecorder.start(
                new FrameWriter(fullAfterHeader), 0, UnaryOperator.identity(), new ReplyMatcher(), 10);

        await().atMost(Duration.ofSeconds(30)).until(() -> recorder.failure() != null);
        recorder.forwarded(frame(1, true, request(1, "/a")));
        recorder.close();

        assertThat(recorder.failure()).hasMessage("No space left on device");
        assertThat(recorder.frames()).isEqualTo(1);
        assertThat(recorder.dropped()).isEqualTo(1);
    }

    @Test
    void connection_counts_as_undecoded_if_it_spoke_the_protocol_of_clients() throws Exception {
        FrameRecorder recorder = FrameRecorder.start(
                new FrameWriter(new ByteArrayOutputStream()), 0, UnaryOperator.identity(), new ReplyMatcher(), 10);
        recorder.forwarded(frame(0, true, new ClientFrame.ConnectRequest(0, 0, 1_000, 0, false)));
        recorder.notDecoded(LINK, 1); // a four-letter word
        assertThat(recorder.undecodedConnections()).isZero();

        recorder.notDecoded(LINK, 2);
        assertThat(recorder.undecodedConnections()).isEqualTo(1);
        recorder.close();
    }
}
