package dev.stampede.workloads.client.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handle and a server that are sockets of this test, with the relay between them. */
@Timeout(20)
class SessionRelayTest {
    private static final long SESSION = 0x10000abcdL;
    private static final int CLOSE_SESSION = -11;

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final ClientRecorder recorder = new ClientRecorder(3, events::add);
    private ServerSocket server;
    private SessionRelay relay;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay = SessionRelay.open(recorder, address() + "/chroot");
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        server.close();
    }

    private String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Both ends of a connection through the relay. */
    private record Line(Socket handle, Socket server) implements AutoCloseable {
        void sends(byte[] frame) throws IOException {
            write(handle, frame);
            read(server, frame.length);
        }

        void receives(byte[] frame) throws IOException {
            write(server, frame);
            assertThat(read(handle, frame.length)).isEqualTo(frame);
        }

        private static void write(Socket to, byte[] frame) throws IOException {
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            out.writeInt(frame.length);
            out.write(frame);
            out.flush();
        }

        private static byte[] read(Socket from, int length) throws IOException {
            DataInputStream in = new DataInputStream(from.getInputStream());
            assertThat(in.readInt()).isEqualTo(length);
            return in.readNBytes(length);
        }

        @Override
        public void close() throws IOException {
            handle.close();
            server.close();
        }
    }

    private Line connect() throws IOException {
        String[] entry = relay.connectString().split("/", 2)[0].split(":");
        Socket handle = new Socket(entry[0], Integer.parseInt(entry[1]));
        return new Line(handle, server.accept());
    }

    private static byte[] connectRequest(long session) {
        return ByteBuffer.allocate(44).putInt(0).putLong(0).putInt(4000).putLong(session).putInt(16).array();
    }

    private static byte[] connectResponse(long session, int timeoutMillis) {
        byte[] password = new byte[16];
        password[0] = 7;
        return ByteBuffer.allocate(37)
                .putInt(0)
                .putInt(timeoutMillis)
                .putLong(session)
                .putInt(16)
                .put(password)
                .array();
    }

    private static byte[] request(int xid, int type) {
        return ByteBuffer.allocate(8).putInt(xid).putInt(type).array();
    }

    private static byte[] reply(int xid, long zxid, int code) {
        return ByteBuffer.allocate(16).putInt(xid).putLong(zxid).putInt(code).array();
    }

    private Line established(long requested) throws IOException {
        Line line = connect();
        line.sends(connectRequest(requested));
        line.receives(connectResponse(SESSION, 4000));
        return line;
    }

    private List<SessionState> states() {
        return events.stream()
                .filter(SessionChanged.class::isInstance)
                .map(e -> ((SessionChanged) e).state())
                .toList();
    }

    private void awaitStates(SessionState... expected) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(states())
                .containsExactly(expected));
    }

    @Test
    void connect_string_keeps_the_chroot_and_has_an_entry_for_each_server() throws IOException {
        try (SessionRelay two = SessionRelay.open(recorder, "127.0.0.1:1,127.0.0.1:2/app")) {
            assertThat(two.connectString()).matches("127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+/app");
        }
    }

    @Test
    void session_is_recorded_before_its_handle_learns_of_it() throws IOException {
        try (Line line = established(0)) {
            SessionChanged changed = (SessionChanged) events.get(0);
            assertThat(changed.state()).isEqualTo(SessionState.CONNECTED);
            assertThat(changed.session()).isEqualTo(SESSION);
            assertThat(changed.timeoutMillis()).isEqualTo(4000);
            assertThat(changed.address()).isEqualTo(address());
            ClientSession session = recorder.current();
            assertThat(session).isNotNull();
            assertThat(session.password()).startsWith(7).hasSize(16);
            assertThat(line.handle().isConnected()).isTrue();
        }
    }

    @Test
    void zxid_of_the_last_reply_is_known() throws IOException {
        try (Line line = established(0)) {
            line.sends(request(1, 4));
            line.receives(reply(1, 0x20, 0));
            line.receives(reply(-1, -1, 0));

            assertThat(recorder.current().lastZxid()).isEqualTo(0x20);
        }
    }

    @Test
    void lost_connection_suspends_the_session_and_closes_the_other_end() throws IOException {
        try (Line line = established(0)) {
            line.server().close();

            assertThat(line.handle().getInputStream().read()).isEqualTo(-1);
            assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.SUSPENDED);
            assertThat(recorder.current().address()).isNull();
        }
    }

    @Test
    void handle_that_gives_up_a_silent_connection_suspends_its_session() throws IOException {
        try (Line line = established(0)) {
            line.handle().close();

            awaitStates(SessionState.CONNECTED, SessionState.SUSPENDED);
        }
    }

    @Test
    void session_that_connects_again_is_reconnected() throws IOException {
        established(0).close();
        awaitStates(SessionState.CONNECTED, SessionState.SUSPENDED);
        try (Line again = established(SESSION)) {
            assertThat(again.server().isConnected()).isTrue();
            awaitStates(SessionState.CONNECTED, SessionState.SUSPENDED, SessionState.RECONNECTED);
        }
    }

    @Test
    void answer_without_a_timeout_says_that_the_requested_session_has_expired() throws IOException {
        established(0).close();
        awaitStates(SessionState.CONNECTED, SessionState.SUSPENDED);
        try (Line again = connect()) {
            again.sends(connectRequest(SESSION));
            again.receives(connectResponse(0, 0));

            awaitStates(SessionState.CONNECTED, SessionState.SUSPENDED, SessionState.EXPIRED);
            assertThat(((SessionChanged) events.get(2)).session()).isEqualTo(SESSION);
        }
    }

    @Test
    void acknowledged_close_of_a_session_is_recorded_and_its_end_is_no_disturbance() throws IOException {
        try (Line line = established(0)) {
            line.sends(request(9, CLOSE_SESSION));
            line.receives(reply(9, 0x21, 0));
            line.server().close();

            assertThat(line.handle().getInputStream().read()).isEqualTo(-1);
            assertThat(states()).containsExactly(SessionState.CONNECTED, SessionState.CLOSED);
            assertThat(events).hasAtLeastOneElementOfType(Event.AttemptAnswered.class);
        }
    }

    @Test
    void bytes_that_are_no_frames_pass_unchanged() throws IOException {
        try (Line line = connect()) {
            byte[] word = {'r', 'u', 'o', 'k'};
            line.handle().getOutputStream().write(word);
            assertThat(line.server().getInputStream().readNBytes(4)).isEqualTo(word);

            line.server().getOutputStream().write(new byte[] {'i', 'm', 'o', 'k'});
            line.server().close();
            assertThat(line.handle().getInputStream().readAllBytes()).asString().isEqualTo("imok");
            assertThat(events).isEmpty();
        }
    }

    @Test
    void server_that_refuses_the_connection_ends_that_of_the_handle() throws IOException {
        server.close();
        String[] entry = relay.connectString().split("/", 2)[0].split(":");
        try (Socket handle = new Socket(entry[0], Integer.parseInt(entry[1]))) {
            assertThat(handle.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void close_of_the_relay_ends_the_connections_and_notes_that_they_were_left_open() throws IOException {
        try (Line line = established(0)) {
            relay.close();

            assertThat(line.handle().getInputStream().read()).isEqualTo(-1);
            assertThat(events)
                    .filteredOn(Event.Note.class::isInstance)
                    .singleElement()
                    .satisfies(note -> assertThat(((Event.Note) note).text()).endsWith("left open 1 connection of its own handles"));
        }
    }
}
