package dev.stampede.workloads.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.workloads.client.ClientSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

    private static final String ODD = "a\u0000\u00e4\n\ud83d\ude00\ud800";

    private static final ZnodeStat STAT = new ZnodeStat(1L << 33, 2, 3, -4, 5, 6, 7, Long.MIN_VALUE, 9, 10);

    static Stream<Event> events() {
        return Stream.of(
                new Event.Invoked(1, 2, ODD, ODD, ODD, 7),
                new Event.Invoked(Integer.MAX_VALUE, 2, "", null, null, Long.MIN_VALUE),
                new Event.Completed(2, Outcome.OK, ODD, ODD, -1, 3, 4, 5),
                new Event.Completed(2, Outcome.FAILED, null, null, 0, 0, 0, Long.MAX_VALUE),
                new Event.AttemptSent(3, 2, -1, 4, 5, Opcode.CREATE, "/a", 6),
                new Event.AttemptSent(3, 2, 1, 4, 5, Opcode.CLOSE, null, 6),
                new Event.AttemptAnswered(4, ResultCode.OK, 5, 6, null, "/a0", STAT, 7),
                new Event.AttemptAnswered(4, ResultCode.NONODE, 5, 6, null, null, null, 7),
                new Event.Believed(2, ODD, 8, 9),
                new Event.Doubted(2, "k", ODD, 10),
                new Event.Doubted(2, null, "", 10),
                new Event.SessionChanged(2, Event.SessionState.CONNECTED, 11, "127.0.0.1:1", 0, 4000, 12),
                new Event.SessionChanged(2, Event.SessionState.LOST, 11, null, 0, 0, 12),
                new Event.Stalled("worker-1", 13, 14),
                new Event.Note(Event.Severity.QUIET, ODD, 15),
                new Event.TrackPoint("t", "l", ODD, Event.Severity.QUIET, -0.5, 16),
                new Event.TrackPoint("t", "l", "", Event.Severity.BAD, null, 16),
                new Event.ClientEnded(2, Event.FailureOrigin.USER_CODE, ODD, 17),
                new Event.ClientEnded(2, null, null, 17),
                new Event.ChildrenListed(2, ODD, STAT, List.of("a", ODD), 18),
                new Event.ChildrenListed(2, "/", STAT, List.of(), 18),
                new Event.OperationBlocked(7, ODD, 18));
    }

    @ParameterizedTest
    @MethodSource("events")
    void event_written_and_read_is_the_same(Event event) throws IOException {
        assertThat(roundTrip(event)).isEqualTo(event);
    }

    @Test
    void every_event_type_is_tested() {
        assertThat(events().map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(EventCodec.KINDS);
    }

    @Test
    void huge_string_is_truncated_and_says_so() throws IOException {
        Event.Note read = (Event.Note) roundTrip(new Event.Note(Event.Severity.QUIET, "x".repeat(1_000_000), 1));
        assertThat(read.text()).hasSize(WireStrings.STRING_LENGTH).endsWith("x... (1000000 characters in all)");
    }

    @Test
    void event_that_no_client_reports_is_refused() {
        DataOutputStream out = new DataOutputStream(new ByteArrayOutputStream());
        assertThatThrownBy(() -> EventCodec.write(out, new Event.FaultInjected("kill-1#0", 1)))
                .hasMessageStartingWith("expected an event that clients report, got FaultInjected");
    }

    @Test
    void unknown_event_is_an_error() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[] {99}));
        assertThatThrownBy(() -> EventCodec.read(in)).hasMessage("expected the kind of an event, got 99");
    }

    @Test
    void spec_written_and_read_is_the_same() throws IOException {
        ClientSpec spec =
                new ClientSpec(7, "a.B$C", Map.of("k", ODD, "", ""), -9, "h:1,h:2/r", 4000, "h:3").restarted();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SpecCodec.write(new DataOutputStream(bytes), spec);
        assertThat(SpecCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(spec);
    }

    @Test
    void spec_that_is_too_long_is_refused() {
        ClientSpec spec = new ClientSpec(7, "x".repeat(100_000), Map.of(), 1, "", 1, "");
        assertThatThrownBy(() -> SpecCodec.write(new DataOutputStream(new ByteArrayOutputStream()), spec))
                .hasMessageContaining("expected at most 65536 characters in a client's spec, got 100000");
    }

    @Test
    void frame_truncated_at_any_byte_is_the_end_of_the_stream() throws IOException {
        byte[] frame =
                Frames.encode(Frames.EVENT, out -> EventCodec.write(out, new Event.Note(Event.Severity.QUIET, "n", 1)));
        for (int length : List.of(0, 1, 4, 5, frame.length - 1)) {
            assertThat(Frames.read(new ByteArrayInputStream(frame, 0, length))).isNull();
        }
        Frames.Frame whole = Frames.read(new ByteArrayInputStream(frame));
        assertThat(whole.kind()).isEqualTo(Frames.EVENT);
        assertThat(EventCodec.read(whole.payload())).isEqualTo(new Event.Note(Event.Severity.QUIET, "n", 1));
    }

    @Test
    void frame_of_another_protocol_is_an_error() {
        byte[] text = "OpenJDK 64-Bit Server VM warning".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Frames.read(new ByteArrayInputStream(text)))
                .hasMessageContaining("the stream contains something other than the worker's protocol");
    }

    private static Event roundTrip(Event event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EventCodec.write(new DataOutputStream(bytes), event);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Event read = EventCodec.read(in);
        assertThat(in.available()).isZero();
        return read;
    }
}
